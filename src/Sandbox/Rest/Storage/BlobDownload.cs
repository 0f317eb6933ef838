using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Storage;

/// <summary>
/// Section 8.3: a file's content, or its description. By number, or with <c>.json</c>, it is the description; by uid it is the
/// content. Any user may read a private file of which they know the uid, as receivers of attachments must.
/// </summary>
internal sealed class BlobDownload(SandboxWorld world, SignedLinks links)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.MapStream(routes, "GET", "/blobs/{id}", RestAccess.Anybody, (http, session) =>
            RestServer.HadSuffix(http) || int.TryParse(Id(http), out _)
                ? Task.FromResult<RestAnswer?>(Describe(http, session))
                : ReadAsync(http, session));
        server.MapStream(routes, "GET", "/blobs/{id}/download", RestAccess.Anybody, ReadAsync);
    }

    private RestAnswer Describe(HttpContext http, ApiSession? session) =>
        RestServer.Refusal(http, session, RestAccess.User)
        ?? (world.Blobs.TryFind(Id(http), out var blob) ? RestAnswer.Ok(BlobJson.Of(blob)) : RestErrors.NotFound);

    private async Task<RestAnswer?> ReadAsync(HttpContext http, ApiSession? session)
    {
        if (!world.Blobs.TryFind(Id(http), out var blob) || blob.CompletedAt is null)
        {
            return RestErrors.NotFound;
        }

        var isOpen = blob.IsPublic || links.MayRead(http.Request, blob);
        if (!isOpen && RestServer.Refusal(http, session, RestAccess.User) is { } refusal)
        {
            return refusal;
        }

        if (TryOpen(blob.File!) is not { } file)
        {
            return RestErrors.NotFound;
        }

        await using (file)
        {
            http.Response.ContentType = blob.ContentType;
            http.Response.ContentLength = file.Length;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            await file.CopyToAsync(http.Response.Body, http.RequestAborted);
        }

        return null;
    }

    private static FileStream? TryOpen(StoredFile file)
    {
        try
        {
            return FileStore.Open(file);
        }
        catch (FileNotFoundException)
        {
            return null;   // deleted between two lines
        }
    }

    private static string Id(HttpContext http) => http.GetRouteValue("id") as string ?? "";
}
