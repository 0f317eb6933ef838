using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>Section 5.3: making and changing dialogs. What each user may is in <see cref="DialogRights"/>.</summary>
internal sealed class DialogEndpoints(SandboxWorld world, DialogEditor editor, DialogJson json)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/chat/Dialog", RestAccess.User, Create);
        server.Map(routes, "PUT", "/chat/Dialog/{id}", RestAccess.User, request => Change(request, change => change));
        server.Map(routes, "PUT", "/chat/Dialog/{id}/admins", RestAccess.User, request =>
            Change(request, change => change.OfAdmins()));
        server.Map(routes, "GET", "/chat/Dialog/{id}/notifications", RestAccess.User, ReadNotifications);
        server.Map(routes, "PUT", "/chat/Dialog/{id}/notifications", RestAccess.User, SwitchNotifications);
    }

    private RestAnswer Create(RestRequest request)
    {
        if (DialogDescription.Read(request.Parameters, world.Options, out var description) is { } problem)
        {
            return problem;
        }

        var known = request.Parameters.Ids("occupants_ids").Where(id => world.Users.TryFind(id, out _)).ToArray();
        return request.Parameters.Number("type", 0) switch
        {
            (int)DialogType.Broadcast => RestErrors.BroadcastNotPermitted,
            (int)DialogType.Private => CreatePrivate(request.User, known, description),
            (int)DialogType.Group => CreateNamed(request, DialogType.Group, known, description),
            (int)DialogType.Public => CreateNamed(request, DialogType.Public, [], description),
            _ => RestErrors.Invalid("type", "is not one of 2, 3 and 4"),
        };
    }

    /// <summary>One for a pair: who makes it again sees it again.</summary>
    private RestAnswer CreatePrivate(User creator, int[] occupants, DialogDescription description)
    {
        var opponent = occupants.FirstOrDefault(id => id != creator.Id);
        if (opponent == 0)
        {
            return RestErrors.OpponentMissing;
        }

        var isNew = !world.Dialogs.TryFindPrivate(creator.Id, opponent, out _);
        if (isNew && world.Dialogs.IsFull)
        {
            return RestErrors.TooMany;
        }

        var dialog = world.Dialogs.Private(creator.Id, opponent);
        return editor.Change(dialog.Id, creator, DialogAction.Read, Seen, out var seen)
            ?? new RestAnswer(201, json.Of(seen!, creator.Id));

        Dialog Seen(Dialog found) =>
            (isNew ? description.Annotate(found) : found) with { HiddenFor = found.HiddenFor.Remove(creator.Id) };
    }

    private RestAnswer CreateNamed(RestRequest request, DialogType type, int[] occupants, DialogDescription description)
    {
        if (!description.HasName)
        {
            return RestErrors.Invalid("name", "can't be blank");
        }

        if (world.Dialogs.IsFull)
        {
            return RestErrors.TooMany;
        }

        var creator = request.User.Id;
        var named = request.Parameters.Ids("admins_ids").Where(id => id != creator && world.Users.TryFind(id, out _)).ToArray();
        var members = Dialog.Ascending([creator, .. occupants, .. type == DialogType.Public ? named : []]);
        var admins = Dialog.Ascending(named.Intersect(members));
        if (admins.Length > Dialog.MaxAdmins)
        {
            return RestErrors.TooManyAdmins;
        }

        var dialog = description.Apply(new Dialog
        {
            Id = world.Ids.Next(),
            Type = type,
            OwnerId = creator,
            Members = members,
            Admins = admins,
            CreatedAt = world.Time.GetUtcNow(),
        });
        world.Dialogs.Add(dialog);
        return new RestAnswer(201, json.Of(dialog, creator));
    }

    private RestAnswer Change(RestRequest request, Func<DialogChange, DialogChange> part)
    {
        if (DialogChange.Read(request.Parameters, world.Options, out var given) is { } problem)
        {
            return problem;
        }

        var change = part(given);
        Dialog? result = null;
        return editor.Change(
                request.Route("id"), request.User,
                dialog => change.IsAllowed(dialog, request.User.Id)
                    ? change.Apply(dialog, request.User.Id, world, out result)
                    : RestErrors.NotPermitted,
                _ => result!, out var changed)
            ?? RestAnswer.Ok(json.Of(changed!, request.User.Id));
    }

    private RestAnswer ReadNotifications(RestRequest request) =>
        editor.Find(request.Route("id"), request.User, DialogAction.Read, out var dialog) ?? Notifications(dialog!, request.User);

    private RestAnswer SwitchNotifications(RestRequest request)
    {
        var text = request.Parameters.Text("enabled");
        if (!RestParameters.IsFlag(text))
        {
            return editor.Find(request.Route("id"), request.User, DialogAction.Read, out _)
                ?? RestErrors.Invalid("enabled", "is neither 0 nor 1");
        }

        var userId = request.User.Id;
        return editor.Change(
                request.Route("id"), request.User, DialogAction.Read,
                dialog => dialog with
                {
                    MutedBy = RestParameters.IsSet(text) ? dialog.MutedBy.Remove(userId) : dialog.MutedBy.Add(userId),
                },
                out var changed)
            ?? Notifications(changed!, request.User);
    }

    private static RestAnswer Notifications(Dialog dialog, User user) => RestAnswer.Ok(new JsonObject
    {
        ["notifications"] = new JsonObject { ["enabled"] = dialog.MutedBy.Contains(user.Id) ? 0 : 1 },
    });
}
