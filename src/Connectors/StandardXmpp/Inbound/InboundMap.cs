using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>Turns what the server sends into what happened, and learns ids of messages on the way.</summary>
internal sealed class InboundMap(Jid self, RoomList rooms, Origins origins, MessageMemory memory, OccupantEvents occupants)
{
    private readonly Places _places = new(self, rooms);
    private readonly MessageEvents _messages = new(origins, memory);
    private readonly ChangeEvents _changes = new(origins, memory);

    /// <summary>Reads a stanza that refuses nothing.</summary>
    public Inbound Map(IStanza stanza)
    {
        try
        {
            return stanza switch
            {
                Message message => Map(message),
                Presence presence => occupants.Map(presence),
                _ => Ignored.Unhandled,
            };
        }
        catch (XmppFormatException)
        {
            return Ignored.Malformed;
        }
    }

    /// <summary>XEP-0313: reads what an archive has kept: the account's, or that of one of its rooms.</summary>
    public Inbound MapArchived(ArchivedMessage archived, Room? room)
    {
        try
        {
            return archived.Message is { } message && (message.Type == MessageType.GroupChat) == (room is not null)
                ? MapArchived(archived.WithItsMarks(room?.Address), room)
                : Ignored.Unhandled;
        }
        catch (XmppFormatException)
        {
            return Ignored.Malformed;
        }
    }

    private Inbound MapArchived(Message message, Room? room)
    {
        if (message.Type is MessageType.Headline or MessageType.Error)
        {
            return Ignored.Unhandled;
        }

        if (room is not null && (!IsText(message) || message.From?.Bare != room.Address))
        {
            return Ignored.History;
        }

        return _places.Find(message, isHistory: room is not null) switch
        {
            null => Ignored.Stranger,
            { } place when _places.IsOwn(place, message) => Own(place, message),
            { } place => Map(new Incoming(message, place, WasDelayed: true, IsCopy: true) { IsArchived = true }),
        };
    }

    private Inbound Map(Message message) => Carbon.TryUnwrap(message, self) switch
    {
        { Direction: CarbonDirection.Sent } => Ignored.OwnEcho,
        { } copy => MapInDialog(copy.Message, isCopy: true),
        null => MapInDialog(message, isCopy: false),
    };

    private Inbound MapInDialog(Message message, bool isCopy)
    {
        if (message.Type is MessageType.Headline or MessageType.Error)
        {
            return Ignored.Unhandled;
        }

        var wasDelayed = Origins.WasDelayed(message);
        var room = message is { Type: MessageType.GroupChat, From: { } from } ? rooms.Find(from) : null;
        if (room is not null && message.From!.IsBare)
        {
            return FromRoom(room, message, wasDelayed);
        }

        var isHistory = room is not null && wasDelayed;
        if (isHistory && (room!.HistorySince is null || !IsText(message)))
        {
            return Ignored.History;
        }

        if (_places.Find(message, isHistory) is not { } place)
        {
            return Ignored.Stranger;
        }

        if (_places.IsOwn(place, message))
        {
            return Own(place, message);
        }

        if (!isHistory)
        {
            room?.Heard(origins.Now);
        }

        return Map(new Incoming(message, place, wasDelayed, isCopy));
    }

    private Inbound Map(Incoming incoming)
    {
        var message = incoming.Message;

        // In this order: a change may bring a text for clients that do not know it, and a text a chat state.
        if (message.GetRetraction() is { } retraction)
        {
            return _changes.Deleted(incoming, retraction);
        }

        if (message.Get<Correction>() is { } correction)
        {
            return _changes.Edited(incoming, correction);
        }

        if (message.Get<Reactions>() is { } reactions)
        {
            return _changes.Reacted(incoming, reactions);
        }

        var (text, attachments) = Attachments.Read(message);
        if (text.Length > 0 || attachments.Count > 0)
        {
            return _messages.Received(incoming, text, attachments);
        }

        var marker = message.Get<Receipt>() is { } receipt
            ? new ChatMarker(ChatMarkerKind.Received, receipt.MessageId)
            : message.GetChatMarker();
        if (marker is not null)
        {
            return _changes.Marked(incoming, marker);
        }

        return message.GetChatState() is { } state && !incoming.WasDelayed ? _messages.Typing(incoming, state) : Ignored.Unhandled;
    }

    // Changes cannot be checked afterwards: who had a name in the room's past may be somebody else than who has it now.
    private static bool IsText(Message message) =>
        message.Body is not null && message.GetRetraction() is null && message.Get<Correction>() is null && message.Get<Reactions>() is null;

    // The room itself speaks: its subject, its settings, what a moderator did.
    private Inbound FromRoom(Room room, Message message, bool wasDelayed)
    {
        if (wasDelayed || message.GetRetraction() is not { } retraction)
        {
            return Ignored.Unhandled;
        }

        var place = new Place(room.Dialog, DialogKind.Group, new UserRef(room.Dialog.Id), room.Dialog.Id, room);
        return _changes.Moderated(new Incoming(message, place, WasDelayed: false, IsCopy: false), retraction);
    }

    private Ignored Own(Place place, Message message)
    {
        if (place.Room is { } room && MessageIds.Of(message) is { } id)
        {
            memory.Echoed(place.Dialog.Id, id, room.GivesIds == true ? message.GetStanzaId(room.Address) : null);
        }

        return Ignored.OwnEcho;
    }
}
