using BotPlatform.Sandbox.Chat.Rooms;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// Section 5.3: changing what a dialog is called and who belongs to it, with the rights of section 5.2. Who is removed is also
/// taken out of the dialog's room. What else a client sends along stays as it is.
/// </summary>
internal sealed class DialogChangeEndpoint(SandboxWorld world, RoomAttendance rooms, DialogJson json)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "PUT", "/chat/Dialog/{id}", RestAccess.User, Change);

    private RestAnswer Change(RestRequest request)
    {
        var change = DialogChange.Of(request.Parameters, world.Users);
        RestAnswer? refusal = null;
        var changed = world.Dialogs.Change(request.Route("id"), dialog =>
        {
            refusal = Refusal(dialog, change, request.User.Id);
            return refusal is null ? change.Apply(dialog, world.Time.GetUtcNow()) : dialog;
        });
        if (changed is not { } dialogs)
        {
            return RestErrors.NotFound;
        }

        if (refusal is not null)
        {
            return refusal;
        }

        var (before, after) = dialogs;
        foreach (var userId in before.Members.Except(after.Members))
        {
            rooms.Expel(after, userId, request.User);
        }

        return RestAnswer.Ok(json.Of(after, request.User.Id));
    }

    /// <summary>Section 5.2; null when all of the change is allowed.</summary>
    private static RestAnswer? Refusal(Dialog dialog, DialogChange change, int userId)
    {
        var isAdmin = dialog.IsAdministeredBy(userId);
        var (mayDescribe, mayAdd, mayRemove) = dialog.Type switch
        {
            DialogType.Group => (true, true, isAdmin || change.RemovesNobodyBut(userId)),
            DialogType.Public => (isAdmin, false, isAdmin || change.RemovesNobodyBut(userId)),
            DialogType.Broadcast => (isAdmin, false, false),
            _ => (false, false, false),
        };
        var isAllowed = dialog.Includes(userId)
            && (mayDescribe || !change.Describes) && (mayAdd || !change.Adds) && (mayRemove || !change.Removes);
        return !isAllowed ? RestErrors.NotPermitted
            : change.Name is { } name && string.IsNullOrWhiteSpace(name) ? RestErrors.Invalid("name", "can't be blank")
            : null;
    }
}
