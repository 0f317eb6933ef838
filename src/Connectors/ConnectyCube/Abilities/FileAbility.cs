using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Storage;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Section 8: files that messages carry.</summary>
internal sealed class FileAbility(IStorageApi storage) : IStoresFiles
{
    public Task<Attachment> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
        RestAnswers.TellAsync(async () =>
        {
            var stored = await storage.UploadAsync(file, content, progress, cancellationToken).ConfigureAwait(false);
            return new Attachment
            {
                Type = TypeOf(file.ContentType),
                Uid = stored.Uid,
                Name = file.Name,
                ContentType = file.ContentType,
                Size = stored.Size,
            };
        });

    public Task<Stream> OpenAsync(
        Attachment attachment, IProgress<FileProgress>? progress, CancellationToken cancellationToken) => RestAnswers.TellAsync(
            async () => (await storage.DownloadAsync(UidOf(attachment), progress, cancellationToken).ConfigureAwait(false)).Content);

    public Task DeleteAsync(Attachment attachment, CancellationToken cancellationToken) => RestAnswers.TellAsync(async () =>
    {
        var file = await storage.GetAsync(UidOf(attachment), cancellationToken).ConfigureAwait(false);
        await storage.DeleteAsync(file.Id, cancellationToken).ConfigureAwait(false);
        return true;
    });

    private static string UidOf(Attachment attachment) => attachment.Uid is { Length: > 0 } uid
        ? uid
        : throw new ConnectorRefusedException($"The attachment '{attachment.Type}' has no uid, so it is no stored file.", "item-not-found");

    private static string TypeOf(string contentType) => contentType.Split('/')[0] is "image" or "video" or "audio"
        ? contentType.Split('/')[0]
        : "file";
}
