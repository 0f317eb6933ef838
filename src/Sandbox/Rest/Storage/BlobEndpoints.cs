using System.Globalization;
using System.Net.Http.Headers;
using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Storage;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Storage;

/// <summary>Section 8: announcing, confirming, listing, renaming and deleting files. Only the owner may change one.</summary>
internal sealed class BlobEndpoints(SandboxWorld world, SignedLinks links)
{
    private const int MaxName = 100;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/blobs", RestAccess.User, Create);
        server.Map(routes, "GET", "/blobs", RestAccess.User, request =>
            NumberedPage.Of(request.Parameters).Answer(world.Blobs.Of(request.User.Id), BlobJson.Of));
        server.Map(routes, "PUT", "/blobs/{id}/complete", RestAccess.User, request => OfOwner(request, Complete));
        server.Map(routes, "POST", "/blobs/{id}/complete", RestAccess.User, request => OfOwner(request, Complete));
        server.Map(routes, "PUT", "/blobs/{id}", RestAccess.User, request => OfOwner(request, Rename));
        server.Map(routes, "DELETE", "/blobs/{id}", RestAccess.User, request => OfOwner(request, Delete));
        server.Map(routes, "GET", "/blobs/{id}/object", RestAccess.User, Link);
    }

    private RestAnswer Create(RestRequest request)
    {
        var name = request.Parameters.Text("blob", "name");
        var contentType = request.Parameters.Text("blob", "content_type");
        if (NameProblem(name) is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrEmpty(contentType))
        {
            return RestErrors.Invalid("content_type", "can't be blank");
        }

        // It becomes a header of the answer to whoever reads the file.
        if (!MediaTypeHeaderValue.TryParse(contentType, out _) || contentType.Any(c => c is < ' ' or > '~'))
        {
            return RestErrors.Invalid("content_type", "is invalid");
        }

        var isPublic = RestParameters.IsSet(request.Parameters.Text("blob", "public"));
        if (world.Blobs.TryAdd(request.User.Id, name!, contentType, isPublic) is not { } blob)
        {
            return RestErrors.TooMany;
        }

        var link = links.ToWrite(request.Http.Request, blob);
        return new RestAnswer(201, BlobJson.WithLink(blob, "Write", links.Expiry, link, "params"));
    }

    /// <summary>The size that the client names must be what arrived.</summary>
    private RestAnswer Complete(RestRequest request, Blob blob)
    {
        var size = request.Parameters.Text("size") ?? request.Parameters.Text("blob", "size");
        RestAnswer? refusal = null;
        var now = world.Time.GetUtcNow();
        world.Blobs.Change(blob.Id, current =>
        {
            refusal = current.File is null ? RestErrors.Invalid("base", "The file was not uploaded.")
                : !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? RestErrors.Invalid("size", "is not a number")
                : number != current.File.Size ? RestErrors.Invalid("size", "is not the size of the uploaded file")
                : null;
            return refusal is null ? current with { CompletedAt = current.CompletedAt ?? now, UpdatedAt = now } : current;
        });
        return refusal ?? RestAnswer.Ok();
    }

    private RestAnswer Rename(RestRequest request, Blob blob)
    {
        var name = request.Parameters.Text("blob", "name");
        if (NameProblem(name) is { } problem)
        {
            return problem;
        }

        var renamed = world.Blobs.Change(blob.Id, current => current with { Name = name!, UpdatedAt = world.Time.GetUtcNow() });
        return renamed is null ? RestErrors.NotFound : RestAnswer.Ok(BlobJson.Of(renamed));
    }

    private RestAnswer Delete(RestRequest request, Blob blob)
    {
        world.Blobs.Remove(blob.Id);
        return RestAnswer.Ok();
    }

    /// <summary>A link to read the file without a session. The vendor's documents spell one field wrong; clients find both.</summary>
    private RestAnswer Link(RestRequest request) =>
        world.Blobs.TryFind(request.Route("id"), out var blob) && blob.CompletedAt is not null
            ? RestAnswer.Ok(BlobJson.WithLink(
                blob, "Read", links.Expiry, links.ToRead(request.Http.Request, blob), "params", "dowload_url", "download_url"))
            : RestErrors.NotFound;

    private RestAnswer OfOwner(RestRequest request, Func<RestRequest, Blob, RestAnswer> handle) =>
        !world.Blobs.TryFind(request.Route("id"), out var blob) ? RestErrors.NotFound
            : blob.OwnerId != request.User.Id ? RestErrors.NotPermitted
            : handle(request, blob);

    private static RestAnswer? NameProblem(string? name) => name switch
    {
        null or "" => RestErrors.Invalid("name", "can't be blank"),
        { Length: > MaxName } => RestErrors.Invalid("name", $"is too long (maximum is {MaxName} characters)"),
        _ => null,
    };
}
