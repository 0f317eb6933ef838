using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>Section 5.3: deleting dialogs and clearing their history, for oneself or with <c>force=1</c> for everybody.</summary>
internal sealed class DialogDeletionEndpoints(SandboxWorld world, DialogEditor editor)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "DELETE", "/chat/Dialog/{ids}", RestAccess.User, Delete);
        server.Map(routes, "DELETE", "/chat/Dialog/clearHistory/{id}", RestAccess.User, Clear);
    }

    private RestAnswer Delete(RestRequest request)
    {
        var force = request.Parameters.Flag("force");
        return Deletion.Of(
            request.Route("ids"), id => force ? editor.Remove(id, request.User) : editor.Leave(id, request.User));
    }

    private RestAnswer Clear(RestRequest request)
    {
        var (id, user) = (request.Route("id"), request.User);
        if (!request.Parameters.Flag("force"))
        {
            if (editor.Find(id, user, DialogAction.Read, out var dialog) is { } refusal)
            {
                return refusal;
            }

            world.History.Clear(dialog!.Id, user.Id);
            return RestAnswer.Ok();
        }

        var forbidden = editor.Change(
            id, user, DialogAction.DeleteForAll, dialog => dialog with { Pinned = [], ChangedAt = world.Time.GetUtcNow() },
            out var cleared);
        if (forbidden is null)
        {
            world.History.Clear(cleared!.Id);
        }

        return forbidden ?? RestAnswer.Ok();
    }
}
