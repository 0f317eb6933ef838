using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Storage;

/// <summary>
/// Section 8, step 2: the file itself, on its way from the socket to the disk. The link is what permits it; there is no session.
/// What is refused or does not arrive completely leaves nothing behind.
/// </summary>
internal sealed class BlobUpload(SandboxWorld world, SignedLinks links)
{
    private const int BufferBytes = 64 * 1024;

    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.MapStream(routes, "POST", SignedLinks.UploadPath, RestAccess.Anybody, (http, _) => ReceiveAsync(http));

    private async Task<RestAnswer?> ReceiveAsync(HttpContext http)
    {
        // The limit is the file's, and whoever exceeds it hears so at the end: most clients read no answer before, and fail to
        // write when the connection is closed under them.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        try
        {
            var refusal = await TryStoreAsync(http);
            if (refusal is not null)
            {
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            }

            return refusal;
        }
        catch (BadHttpRequestException)
        {
            return RestErrors.MalformedUpload;
        }
    }

    private async Task<RestAnswer?> TryStoreAsync(HttpContext http)
    {
        try
        {
            var form = await UploadForm.ReadAsync(http.Request, http.RequestAborted);
            if (Target(http.Request, form) is not { } blob)
            {
                return RestErrors.LinkExpired;
            }

            var refusal = await StoreAsync(form, blob, http.RequestAborted);
            if (refusal is null)
            {
                await AnswerAsync(http, blob);
            }

            return refusal;
        }
        catch (InvalidDataException)
        {
            return RestErrors.MalformedUpload;
        }
    }

    /// <summary>The file that the link is for; null when the link is not valid, or the file is complete.</summary>
    private Blob? Target(HttpRequest request, UploadForm form)
    {
        var key = Field("key") ?? "";
        return links.MayWrite(key, Field("expires"), Field("signature"))
            && world.Blobs.TryFind(key, out var blob) && blob.CompletedAt is null ? blob : null;

        string? Field(string name) => form.Fields.GetValueOrDefault(name) ?? request.Query[name];
    }

    private async Task<RestAnswer?> StoreAsync(UploadForm form, Blob blob, CancellationToken cancellationToken)
    {
        StoredFile? leftover = null;
        try
        {
            await using (var file = world.Files.Create())
            {
                leftover = new StoredFile(file.Name, 0);
                var buffer = new byte[BufferBytes];
                int count;
                while ((count = await form.ReadFileAsync(buffer, cancellationToken)) > 0)
                {
                    if (leftover.Size + count > world.Options.MaxFileBytes)
                    {
                        return RestErrors.FileTooLarge;
                    }

                    if (!world.Files.TryReserve(count))
                    {
                        return RestErrors.StorageFull;
                    }

                    leftover = leftover with { Size = leftover.Size + count };
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
            }

            await form.FinishAsync(cancellationToken);
            if (!world.Blobs.TryFill(blob.Id, leftover))
            {
                return RestErrors.LinkExpired;
            }

            leftover = null;
            return null;
        }
        finally
        {
            world.Files.Delete(leftover);
        }
    }

    /// <summary>As the storage that the vendor uses answers: clients insist on 201.</summary>
    private static async Task AnswerAsync(HttpContext http, Blob blob)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/xml";
        await http.Response.WriteAsync(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <PostResponse><Bucket>sandbox</Bucket><Key>{blob.Uid}</Key></PostResponse>
            """,
            http.RequestAborted);
    }
}
