using BotPlatform.ConnectyCube.Chat.Elements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>What people write, and that they are about to (sections 4.1 to 4.5 and 4.7).</summary>
internal sealed class MessageEvents(Origins origins)
{
    public MessageReceived Received(Incoming incoming)
    {
        var (message, extraParams, place) = incoming;
        var messageId = MessageIds.Of(message, extraParams) ?? ObjectId.Create(origins.Now, Guid.NewGuid().ToString("N"));
        return new MessageReceived
        {
            Origin = origins.Named(message, extraParams, place.Dialog.Id, messageId),
            Dialog = place.Dialog,
            DialogKind = place.Kind,
            MessageId = messageId,
            Sender = place.Sender,
            Text = message.Body ?? "",
            Metadata = ExtraParams.Read(extraParams, ExtraParams.OfMessages),
            Attachments = Attachments.Read(extraParams),
            IsMarkable = message.Get<Markable>() is not null || ExtraParams.IsSet(extraParams, ExtraParams.Markable),
            DestroyAfter = DestroyAfter(message),
            WasDelayed = Origins.WasDelayed(message),
        };
    }

    public TypingChanged Typing(Incoming incoming, ChatState state) => new()
    {
        Origin = origins.Unnamed(incoming.Message, incoming.ExtraParams),
        Dialog = incoming.Place.Dialog,
        DialogKind = incoming.Place.Kind,
        User = incoming.Place.Sender,
        IsTyping = state == ChatState.Composing,
    };

    private static TimeSpan? DestroyAfter(Message message)
    {
        try
        {
            return message.Get<SelfDestruction>()?.After;
        }
        catch (XmppFormatException)
        {
            // A wrong while is no reason to lose the message.
            return null;
        }
    }
}
