using BotPlatform.Sandbox.Chat.Rooms;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>Finds, changes and removes dialogs for those who may. Who is in a dialog no more is taken out of its room.</summary>
internal sealed class DialogEditor(SandboxWorld world, RoomAttendance rooms)
{
    /// <summary>Why a user may not do that to this dialog (section 5.3); null when they may.</summary>
    public RestAnswer? Find(string id, User user, DialogAction action, out Dialog? dialog) =>
        !world.Dialogs.TryFind(id, out dialog) ? RestErrors.NotFound
            : dialog.May(user.Id, action) ? null
            : RestErrors.NotPermitted;

    /// <summary>Changes a dialog if <paramref name="refusal"/> finds nothing against it; the two see the same dialog.</summary>
    public RestAnswer? Change(
        string id, User actor, Func<Dialog, RestAnswer?> refusal, Func<Dialog, Dialog> change, out Dialog? changed)
    {
        changed = null;
        RestAnswer? problem = null;
        var dialogs = world.Dialogs.Change(id, dialog =>
        {
            problem = refusal(dialog);
            return problem is null ? change(dialog) : dialog;
        });
        if (dialogs is not var (before, after))
        {
            return RestErrors.NotFound;
        }

        foreach (var userId in before.Members.Except(after.Members))
        {
            rooms.Expel(after, userId, actor);
        }

        changed = after;
        return problem;
    }

    /// <summary>The same, for whoever may do <paramref name="action"/>.</summary>
    public RestAnswer? Change(
        string id, User actor, DialogAction action, Func<Dialog, Dialog> change, out Dialog? changed) => Change(
        id, actor, dialog => dialog.May(actor.Id, action) ? null : RestErrors.NotPermitted, change, out changed);

    /// <summary>
    /// The user is an occupant no more. Where that cannot be, in private and broadcast dialogs, the dialog is hidden until
    /// something new is written, and what was written is gone for the user.
    /// </summary>
    public RestAnswer? Leave(string id, User user)
    {
        var refusal = Change(id, user, DialogAction.Leave, Left, out var dialog);
        if (refusal is null && !Ends(dialog!))
        {
            world.History.Clear(dialog!.Id, user.Id);
        }

        return refusal;

        static bool Ends(Dialog dialog) => dialog.Type is DialogType.Group or DialogType.Public;

        Dialog Left(Dialog dialog) => Ends(dialog)
            ? dialog.WithMembers(dialog.Members.Remove(user.Id)) with { ChangedAt = world.Time.GetUtcNow() }
            : dialog with { HiddenFor = dialog.HiddenFor.Add(user.Id) };
    }

    /// <summary>The dialog and its messages are gone for everybody.</summary>
    public RestAnswer? Remove(string id, User actor)
    {
        if (Find(id, actor, DialogAction.DeleteForAll, out var dialog) is { } refusal)
        {
            return refusal;
        }

        if (!world.Dialogs.Remove(dialog!))
        {
            return RestErrors.NotFound;
        }

        world.History.Clear(dialog!.Id);
        rooms.Close(dialog, actor);
        return null;
    }
}
