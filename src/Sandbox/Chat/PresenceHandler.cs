using BotPlatform.Sandbox.Chat.Activity;
using BotPlatform.Sandbox.Chat.Rooms;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// Who is there (section 3.4). There is no contact list: a presence is seen by the user's own sessions alone, and in the rooms
/// that a session joins; subscriptions are ignored.
/// </summary>
internal sealed class PresenceHandler(Mailboxes mailboxes, RoomAttendance rooms, LastActivity activity, TimeProvider time)
{
    public void Handle(ChatSession session, Element presence)
    {
        var type = presence.Attribute("type");
        if (presence.Attribute("to") is { } to)
        {
            Direct(session, presence, session.Resolve(to), type);
            return;
        }

        switch (type)
        {
            case null:
                ShowTo(session, presence.WithAttribute("from", session.FullJid), includingItself: true);
                session.Mailbox.MakeAvailable(session);
                activity.Update(session.User, time.GetUtcNow());
                break;
            case "unavailable":
                session.Mailbox.MakeUnavailable(session);
                rooms.LeaveAll(session);
                ShowTo(session, presence.WithAttribute("from", session.FullJid), includingItself: false);
                activity.Update(session.User, time.GetUtcNow());
                break;
        }
    }

    /// <summary>Tells the user's other sessions, the rooms, and whoever wants to know.</summary>
    public void SessionEnded(ChatSession session)
    {
        rooms.LeaveAll(session);
        var gone = new Presence { From = Jid.Parse(session.FullJid), Type = "unavailable" };
        ShowTo(session, gone.ToElement(), includingItself: false);
        activity.Forget(session);
        activity.Update(session.User, session.LostAt ?? time.GetUtcNow());
    }

    /// <summary>To a room, it joins or leaves; to anybody else, it means nothing here.</summary>
    private void Direct(ChatSession session, Element presence, Address address, string? type)
    {
        var asksToJoin = presence.Child(RoomPresence.JoinName) is not null;
        var refusal = (address.Kind, type) switch
        {
            (AddressKind.Room, null) => rooms.Join(session, address, presence.Attribute("id")),
            (AddressKind.Malformed, null) when asksToJoin => Refusals.BadAddress,
            (_, null) when asksToJoin => Refusals.ItemNotFound,
            _ => null,
        };
        if (refusal is not null)
        {
            session.Refuse(presence, refusal);
        }
        else if (address.Kind == AddressKind.Room && type == "unavailable")
        {
            rooms.Leave(session, address.DialogId, presence.Attribute("id"));
        }
    }

    private void ShowTo(ChatSession session, Element presence, bool includingItself)
    {
        if (includingItself)
        {
            session.Reply(presence.WithAttribute("to", session.FullJid));
        }

        foreach (var other in mailboxes.Of(session.User.Id).Available)
        {
            if (other != session)
            {
                other.TrySend(Outgoing.Live(presence.WithAttribute("to", other.FullJid)));
            }
        }
    }
}
