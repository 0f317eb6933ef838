using BotPlatform.ConnectyCube.Chat.Elements;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using Reactions = BotPlatform.ConnectyCube.Chat.Elements.Reactions;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>Turns what the chat server sends into what happened (section 4), and learns dialogs on the way.</summary>
internal sealed class InboundMap(
    AccountIdentity identity, Places places, Origins origins, OccupantEvents occupants, ActivityEvents activities)
{
    private readonly MessageEvents _messages = new(origins);
    private readonly ChangeEvents _changes = new(origins);
    private readonly SystemMessageEvents _systemMessages = new(identity, places, origins);

    /// <summary>Reads a stanza that refuses nothing.</summary>
    public Inbound Map(IStanza stanza)
    {
        try
        {
            return stanza switch
            {
                Message message => Map(message),
                Presence presence => occupants.Map(presence),
                Iq iq => activities.Map(iq),
                _ => Ignored.Unhandled,
            };
        }
        catch (XmppFormatException)
        {
            return Ignored.Malformed;
        }
    }

    private Inbound Map(Message message)
    {
        if (Carbon.TryUnwrap(message, identity.Address) is not null)
        {
            return Ignored.OwnEcho;
        }

        return message switch
        {
            { From: null } => Ignored.Malformed,
            { Type: MessageType.Chat or MessageType.GroupChat } => MapInDialog(message),
            { Type: MessageType.Headline } => _systemMessages.Map(message),
            _ => Ignored.Unhandled,
        };
    }

    private Inbound MapInDialog(Message message)
    {
        var extraParams = ExtraParams.In(message);
        var claim = ExtraParams.Value(extraParams, ExtraParams.DialogId);

        // In this order: a change may bring a text for clients that do not know it, and a text a chat state.
        if (message.Get<Removal>() is { } removal)
        {
            return ToEvent(places.Find(message, claim), incoming => _changes.Deleted(incoming, removal.MessageId));
        }

        if (message.Get<Correction>() is { } correction)
        {
            return ToEvent(
                places.Find(message, claim), incoming => _changes.Edited(incoming, MessageIds.Require(correction.MessageId)));
        }

        if (message.Get<Reactions>() is { } reactions)
        {
            var place = places.Find(message, claim, reactions.UserId);
            return place is not null && reactions.UserId is { } user && user != place.Sender.Id
                ? Ignored.Malformed
                : ToEvent(place, incoming => _changes.Reacted(incoming, reactions));
        }

        if (!string.IsNullOrEmpty(message.Body) || Attachments.AreIn(extraParams))
        {
            return ToEvent(places.Find(message, claim), _messages.Received);
        }

        if (message.GetChatMarker() is { } marker)
        {
            return ToEvent(
                places.FindMarked(message, claim),
                incoming => _changes.Marked(incoming, MessageIds.Require(marker.MessageId), marker.Kind));
        }

        if (message.GetChatState() is (ChatState.Composing or ChatState.Paused) and { } state)
        {
            return ToEvent(places.Find(message, claim: null), incoming => _messages.Typing(incoming, state));
        }

        return places.SenderOf(message) == identity.UserId ? Ignored.OwnEcho : Ignored.Unhandled;

        Inbound ToEvent(Place? place, Func<Incoming, IAccountEvent> map) => place switch
        {
            null => Ignored.Stranger,
            _ when place.Sender.Id == identity.UserId => Ignored.OwnEcho,
            _ => Inbound.Of(map(new Incoming(message, extraParams, place))),
        };
    }
}
