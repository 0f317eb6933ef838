using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>
/// Finds out where a message was written, and by whom. A user is a bare address; in a room that does not tell it, the address that
/// the room gives them.
/// </summary>
internal sealed class Places(Jid self, RoomList rooms)
{
    /// <summary>Null when it was written in no dialog of ours.</summary>
    public Place? Find(Message message, bool isHistory)
    {
        if (message.From is not { Local.Length: > 0 } from)
        {
            return null;
        }

        if (rooms.Find(from) is { } room)
        {
            return from.IsBare ? null : Find(room, from, message.Type, isHistory);
        }

        return message.Type == MessageType.GroupChat
            ? null
            : new Place(new DialogRef(from.Bare.ToString()), DialogKind.Direct, new UserRef(from.Bare.ToString()), from.Bare.ToString());
    }

    /// <summary>Whether it is the account itself that wrote it, here or on another device.</summary>
    public bool IsOwn(Place place, Message message) =>
        place.Author == self.ToString() || (place.Room is { } room && message.From!.Resource == room.Nick);

    private static Place Find(Room room, Jid from, MessageType type, bool isHistory)
    {
        // Who had this name in the room's past may be somebody else than who has it now.
        var occupant = isHistory ? null : room.Find(from.Resource);
        var user = occupant?.User ?? new UserRef(from.ToString());
        var author = occupant?.Key ?? from.ToString();
        return type == MessageType.GroupChat
            ? new Place(room.Dialog, DialogKind.Group, user, author, room)
            : new Place(new DialogRef(from.ToString()), DialogKind.Direct, user, author);
    }
}
