using BotPlatform.Sandbox.Chat.Rooms;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.Chat.Streams;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// Takes a user out of the world: sessions end, in REST and in chat, and dialogs of several lose an occupant. What the user wrote
/// and uploaded stays, and so do private dialogs, for the other one.
/// </summary>
internal sealed class UserRemoval(SandboxWorld world, Mailboxes mailboxes, RoomAttendance rooms)
{
    public void Remove(User user)
    {
        world.Users.Remove(user.Id);
        world.Sessions.RemoveOf(user.Id);
        foreach (var subscription in world.Subscriptions.Of(user.Id))
        {
            world.Subscriptions.Remove(subscription.Id);
        }

        foreach (var session in mailboxes.Find(user.Id)?.Sessions ?? [])
        {
            session.End(new StreamFault("not-authorized"));
        }

        foreach (var dialog in world.Dialogs.Of(user.Id).Where(dialog => dialog.Type is DialogType.Group or DialogType.Public).ToArray())
        {
            var changed = world.Dialogs.Change(dialog.Id, before => before with
            {
                Members = before.Members.Remove(user.Id),
                Admins = before.Admins.Remove(user.Id),
            });
            if (changed is { After: var after })
            {
                rooms.Expel(after, user.Id, user);
            }
        }
    }
}
