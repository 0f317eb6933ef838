using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>Section 5.3: joining and leaving public dialogs, and who is in one.</summary>
internal sealed class SubscriptionEndpoints(SandboxWorld world, DialogEditor editor, DialogJson json)
{
    private const int MaxLimit = 100;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/chat/Dialog/{id}/subscribe", RestAccess.User, Subscribe);
        server.Map(routes, "DELETE", "/chat/Dialog/{id}/subscribe", RestAccess.User, Unsubscribe);
        server.Map(routes, "GET", "/chat/Dialog/{id}/occupants", RestAccess.User, Occupants);
    }

    private RestAnswer Subscribe(RestRequest request) =>
        editor.Change(
            request.Route("id"), request.User,
            dialog => IsOpen(dialog) ? null : RestErrors.NotPermitted,
            dialog => dialog.Includes(request.User.Id)
                ? dialog
                : dialog.WithMembers(dialog.Members.Add(request.User.Id)) with { ChangedAt = world.Time.GetUtcNow() },
            out var changed)
        ?? RestAnswer.Ok(json.Of(changed!, request.User.Id));

    private RestAnswer Unsubscribe(RestRequest request) =>
        editor.Find(request.Route("id"), request.User, DialogAction.Leave, out var dialog)
        ?? (IsOpen(dialog!) ? editor.Leave(dialog!.Id, request.User) ?? RestAnswer.Ok() : RestErrors.NotPermitted);

    /// <summary>In a broadcast dialog everybody takes part and nobody is an occupant.</summary>
    private RestAnswer Occupants(RestRequest request)
    {
        if ((editor.Find(request.Route("id"), request.User, DialogAction.Read, out var dialog)
            ?? Page.Problem(request.Parameters)) is { } refusal)
        {
            return refusal;
        }

        var users = Page.Of(request.Parameters, MaxLimit).Cut(dialog!.Members)
            .Select(id => world.Users.TryFind(id, out var user) ? user : null)
            .OfType<User>();
        return RestAnswer.Ok(new JsonObject { ["items"] = new JsonArray([.. users.Select(UserEndpoints.ToJson)]) });
    }

    private bool IsOpen(Dialog dialog) =>
        dialog.Type == DialogType.Public || (dialog.Type == DialogType.Group && world.Options.AllowGroupSubscription);
}
