using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions;
using Reactions = BotPlatform.ConnectyCube.Chat.Elements.Reactions;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>What happens to messages after they were written (sections 4.6 and 4.8 to 4.10).</summary>
internal sealed class ChangeEvents(Origins origins)
{
    public MessageEdited Edited(Incoming incoming, string messageId) => new()
    {
        Origin = Named(incoming, messageId, "edited", Origins.StanzaName(incoming.Message)),
        Dialog = incoming.Place.Dialog,
        DialogKind = incoming.Place.Kind,
        MessageId = messageId,
        User = incoming.Place.Sender,
        Text = incoming.Message.Body ?? "",
        Metadata = ExtraParams.Read(incoming.ExtraParams, ExtraParams.OfMessages),
    };

    public MessageDeleted Deleted(Incoming incoming, string messageId) => new()
    {
        Origin = Named(incoming, messageId, "deleted"),
        Dialog = incoming.Place.Dialog,
        DialogKind = incoming.Place.Kind,
        MessageId = messageId,
        User = incoming.Place.Sender,
    };

    public ReactionsChanged Reacted(Incoming incoming, Reactions reactions) => new()
    {
        Origin = Named(incoming, reactions.MessageId, "reactions", Origins.StanzaName(incoming.Message)),
        Dialog = incoming.Place.Dialog,
        DialogKind = incoming.Place.Kind,
        MessageId = reactions.MessageId,
        User = incoming.Place.Sender,
        Added = reactions.Added,
        Removed = reactions.Removed,
    };

    public IChatEvent Marked(Incoming incoming, string messageId, ChatMarkerKind kind) => kind == ChatMarkerKind.Received
        ? new MessageDelivered
        {
            Origin = Named(incoming, messageId, "delivered"),
            Dialog = incoming.Place.Dialog,
            MessageId = messageId,
            User = incoming.Place.Sender,
        }
        : new MessageRead
        {
            Origin = Named(incoming, messageId, "read"),
            Dialog = incoming.Place.Dialog,
            MessageId = messageId,
            User = incoming.Place.Sender,
        };

    // By the user too: whoever repeats somebody else's stanza id must not make the other's change look like an old one.
    private EventOrigin Named(Incoming incoming, string messageId, params ReadOnlySpan<string> change) => origins.Named(
        incoming.Message, incoming.ExtraParams, [incoming.Place.Dialog.Id, messageId, incoming.Place.Sender.Id, .. change]);
}
