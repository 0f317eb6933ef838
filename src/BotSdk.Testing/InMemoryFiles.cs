using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;

namespace BotPlatform.BotSdk.Testing;

/// <summary>The files of a harness: those that the bot stores, and those that a test stores for it.</summary>
internal sealed class InMemoryFiles : IFiles
{
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
    private int _last;

    public Attachment Add(FileToSend file, byte[] content)
    {
        var uid = $"file-{++_last}";
        _contents.Add(uid, content);
        return new Attachment
        {
            Type = "file",
            Uid = uid,
            Name = file.Name,
            ContentType = file.ContentType,
            Size = content.Length,
        };
    }

    public byte[]? Find(string? uid) => uid is null ? null : _contents.GetValueOrDefault(uid);

    public async Task<Attachment> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        progress?.Report(new FileProgress(copy.Length, copy.Length));
        return Add(file, copy.ToArray());
    }

    public Task<Stream> OpenAsync(
        Attachment attachment, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(Find(attachment.Uid) ?? throw NotFound(), writable: false));

    public Task DeleteAsync(Attachment attachment, CancellationToken cancellationToken) =>
        attachment.Uid is { } uid && _contents.Remove(uid) ? Task.CompletedTask : throw NotFound();

    private static RequestFailedException NotFound() => new("There is no such file.", "item-not-found");
}
