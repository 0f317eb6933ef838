using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.Contracts.Files;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Rest.Storage;

internal sealed class StorageApi(RestSession session, FileTransfers transfers) : IStorageApi
{
    private const string Root = "blobs";
    private const int MaxNameLength = 100;
    private const int PageSize = 100;

    private static readonly PageJson<BlobAnswer> Json = new(RestJson.Default.PageBlobAnswer, RestJson.Default.BlobAnswer);

    public async Task<StoredFile> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        CheckName(file.Name);
        var size = transfers.SizeOf(file, content);
        var body = new JsonObject
        {
            ["blob"] = new JsonObject { ["content_type"] = file.ContentType, ["name"] = file.Name, ["public"] = file.IsPublic },
        };
        var made = await BlobAsync(RestCall.Post(Root, body, RestJson.Default.JsonObject), cancellationToken).ConfigureAwait(false);
        try
        {
            await transfers.UploadAsync(UploadForm.Of(made), file, content, size, progress, cancellationToken).ConfigureAwait(false);

            var completion = new JsonObject { ["blob"] = new JsonObject { ["size"] = RestCall.Text(size) } };
            var complete = RestCall.Put(RestCall.PathOf(Root, RestCall.Text(made.Id), "complete"), completion, RestJson.Default.JsonObject);
            await session.SendAsync(complete, cancellationToken).ConfigureAwait(false);
            return made with { Size = size, Access = null };
        }
        catch
        {
            await session.TidyUpAsync(
                $"File {made.Id}, whose upload failed,", LogLevel.Warning, ct => DeleteAsync(made.Id, ct)).ConfigureAwait(false);
            throw;
        }
    }

    public Task<FileDownload> DownloadAsync(
        string uid, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        var call = RestCall.Get(RestCall.PathOf(Root, uid));
        return session.WithSessionAsync(
            caller => transfers.DownloadAsync(call, caller, progress, cancellationToken), cancellationToken);
    }

    public Uri PublicAddressOf(string uid) => transfers.AddressOf(RestCall.Get(RestCall.PathOf(Root, uid)));

    public Task<StoredFile> GetAsync(long id, CancellationToken cancellationToken) =>
        BlobAsync(RestCall.Get(PathOf(id)), cancellationToken);

    // Section 8.3: without the suffix it would be the content.
    public Task<StoredFile> GetAsync(string uid, CancellationToken cancellationToken) =>
        BlobAsync(RestCall.Get(RestCall.PathOf(Root, $"{uid}.json")), cancellationToken);

    public async Task<Page<StoredFile>> ListAsync(int number, int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var page = await session.SendAsync(CallOf(number, size), Json, cancellationToken).ConfigureAwait(false);
        return new Page<StoredFile>
        {
            TotalEntries = page.TotalEntries,
            Items = [.. page.Items.Select(item => item.Blob)],
            Unreadable = page.Unreadable,
        };
    }

    public async IAsyncEnumerable<StoredFile> ListAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new HashSet<long>();
        for (var number = 1; ; number++)
        {
            var page = await session.SendWholeAsync(CallOf(number, PageSize), Json, cancellationToken).ConfigureAwait(false);
            var before = known.Count;
            foreach (var item in page.Items)
            {
                if (known.Add(item.Blob.Id))
                {
                    yield return item.Blob;
                }
            }

            if (known.Count == before || page.Items.Count < PageSize)
            {
                yield break;
            }
        }
    }

    public Task<StoredFile> RenameAsync(long id, string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        var body = new JsonObject { ["blob"] = new JsonObject { ["name"] = name } };
        return BlobAsync(RestCall.Put(PathOf(id), body, RestJson.Default.JsonObject), cancellationToken);
    }

    public Task DeleteAsync(long id, CancellationToken cancellationToken) =>
        session.SendAsync(RestCall.DeleteOne(PathOf(id)), cancellationToken);

    private static RestCall CallOf(int number, int size) =>
        RestCall.Get(Root, ("page", RestCall.Text(number)), ("per_page", RestCall.Text(size)));

    private static string PathOf(long id) => RestCall.PathOf(Root, RestCall.Text(id));

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > MaxNameLength)
        {
            throw new ArgumentException($"The name of a file has at most {MaxNameLength} characters.", nameof(name));
        }
    }

    private async Task<StoredFile> BlobAsync(RestCall call, CancellationToken cancellationToken) =>
        (await session.SendAsync(call, RestJson.Default.BlobAnswer, cancellationToken).ConfigureAwait(false)).Blob;
}
