using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.Xmpp.Extensions;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>What happens to messages after they were written. Only their authors may change them.</summary>
internal sealed class ChangeEvents(Origins origins, MessageMemory memory)
{
    private readonly ReactionMemory _reactions = new();

    /// <summary>XEP-0308: in a room the author's own id of the message is named, which says nothing without the author.</summary>
    public Inbound Edited(Incoming incoming, Correction correction)
    {
        var (message, place, _, _) = incoming;
        if (Target(place, MessageIds.Require(correction.MessageId), memory.SentBy) is not { } id)
        {
            return Ignored.NotTheAuthor;
        }

        return Inbound.Of(new MessageEdited
        {
            Origin = origins.Named(message, place.Dialog.Id, id, "edited", MessageIds.Of(message) ?? Guid.NewGuid().ToString("N")),
            Dialog = place.Dialog,
            DialogKind = place.Kind,
            MessageId = id,
            User = place.Sender,
            Text = message.Body ?? "",
        });
    }

    /// <summary>XEP-0424.</summary>
    public Inbound Deleted(Incoming incoming, Retraction retraction) =>
        Target(incoming.Place, MessageIds.Require(retraction.MessageId), memory.WrittenBy) is { } id
            ? Inbound.Of(Deleted(incoming, id))
            : Ignored.NotTheAuthor;

    /// <summary>XEP-0425: a moderator took a message back; the room itself says so.</summary>
    public Inbound Moderated(Incoming incoming, Retraction retraction) => Inbound.Of(
        Deleted(incoming, memory.BotsId(incoming.Place.Dialog.Id, MessageIds.Require(retraction.MessageId))));

    /// <summary>XEP-0444.</summary>
    public Inbound Reacted(Incoming incoming, Reactions reactions)
    {
        var (message, place, _, _) = incoming;
        var id = memory.BotsId(place.Dialog.Id, MessageIds.Require(reactions.MessageId));
        var (added, removed) = _reactions.Change(place.Dialog.Id, id, place.Author, reactions.Emojis);
        if (added.Count == 0 && removed.Count == 0)
        {
            return Ignored.Unhandled;
        }

        return Inbound.Of(new ReactionsChanged
        {
            Origin = origins.Named(message, place.Dialog.Id, id, "reactions", MessageIds.Of(message) ?? Guid.NewGuid().ToString("N")),
            Dialog = place.Dialog,
            DialogKind = place.Kind,
            MessageId = id,
            User = place.Sender,
            Added = added,
            Removed = removed,
        });
    }

    /// <summary>XEP-0184 and XEP-0333: how far somebody got with a message of the account.</summary>
    public Inbound Marked(Incoming incoming, ChatMarker marker)
    {
        var (message, place, _, _) = incoming;
        var named = MessageIds.Require(marker.MessageId);
        if (place.Room is not null && !memory.IsOwn(place.Dialog.Id, named))
        {
            return Ignored.Unhandled;   // about somebody else's message
        }

        var id = memory.BotsId(place.Dialog.Id, named);
        return marker.Kind == ChatMarkerKind.Received
            ? Inbound.Of(new MessageDelivered
            {
                Origin = origins.Named(message, place.Dialog.Id, id, "delivered", place.Author),
                Dialog = place.Dialog,
                MessageId = id,
                User = place.Sender,
            })
            : Inbound.Of(new MessageRead
            {
                Origin = origins.Named(message, place.Dialog.Id, id, "read", place.Author),
                Dialog = place.Dialog,
                MessageId = id,
                User = place.Sender,
            });
    }

    private MessageDeleted Deleted(Incoming incoming, string id) => new()
    {
        Origin = origins.Named(incoming.Message, incoming.Place.Dialog.Id, id, "deleted"),
        Dialog = incoming.Place.Dialog,
        DialogKind = incoming.Place.Kind,
        MessageId = id,
        User = incoming.Place.Sender,
    };

    // In a 1-1 dialog only two write, so what the account has not written is the other's.
    private string? Target(Place place, string id, Func<string, string, string, string?> inRoom) =>
        place.Room is not null ? inRoom(place.Dialog.Id, place.Author, id)
        : memory.IsOwn(place.Dialog.Id, id) ? null
        : id;
}
