using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>The files of one account, for its bots.</summary>
internal sealed class AccountFiles(IStoresFiles store) : IFiles
{
    public Task<Attachment> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
        AskAsync("Upload", () => store.UploadAsync(file, content, progress, cancellationToken));

    public Task<Stream> OpenAsync(
        Attachment attachment, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
        AskAsync("Open", () => store.OpenAsync(attachment, progress, cancellationToken));

    public Task DeleteAsync(Attachment attachment, CancellationToken cancellationToken) => AskAsync("Delete", async () =>
    {
        await store.DeleteAsync(attachment, cancellationToken);
        return true;
    });

    private static async Task<T> AskAsync<T>(string what, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (ConnectorException error)
        {
            throw RequestFailures.Of($"{what} file", error);
        }
    }
}
