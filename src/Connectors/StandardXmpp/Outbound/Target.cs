using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Outbound;

/// <summary>Where a message goes.</summary>
/// <param name="To">The address.</param>
/// <param name="Type">To a room, or to one.</param>
/// <param name="IsPrivate">XEP-0045 §7.5: to one occupant of a room, through it.</param>
internal sealed record Target(Jid To, MessageType Type, bool IsPrivate = false)
{
    public bool IsRoom => Type == MessageType.GroupChat;

    /// <summary>A dialog is a room if the account is in it or wants to be; a room to which it does not belong would refuse it anyway.</summary>
    /// <exception cref="ConnectorRefusedException">The dialog's id is no address.</exception>
    public static Target Of(DialogRef dialog, RoomList rooms)
    {
        if (!Jid.TryParse(dialog.Id, out var address) || address.Local.Length == 0)
        {
            throw new ConnectorRefusedException($"'{dialog.Id}' is no address of a user or a room.", "jid-malformed");
        }

        var isInRoom = rooms.Find(address) is not null;
        return new Target(
            address, isInRoom && address.IsBare ? MessageType.GroupChat : MessageType.Chat, IsPrivate: isInRoom && !address.IsBare);
    }

    /// <summary>An empty message with this id.</summary>
    public Message NewMessage(string id)
    {
        var message = new Message { Id = id, To = To, Type = Type };
        return IsPrivate ? message.With(new Element(new XmlName(Namespaces.RoomUser, "x"))) : message;
    }
}
