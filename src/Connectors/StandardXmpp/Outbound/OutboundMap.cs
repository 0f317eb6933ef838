using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Outbound;

/// <summary>Turns commands into stanzas. What XMPP has no form for is refused, so that no bot believes that it was said.</summary>
internal sealed class OutboundMap(RoomList rooms, MessageMemory memory)
{
    private const string RetractionFallback = "This message was taken back, but your client does not support that.";

    public Message ToMessage(SendMessage command)
    {
        if (command.DestroyAfter is not null)
        {
            throw NoForm("messages that destroy themselves");
        }

        CheckMetadata(command.Metadata);
        if (command.Text.Length == 0 && command.Attachments.Count == 0)
        {
            throw new ConnectorRefusedException("A message needs a text or an attachment.", "bad-request");
        }

        var target = Target.Of(command.Dialog, rooms);
        var id = MessageIds.Of(command);
        var message = AttachmentWriter.Write(target.NewMessage(id), command.Text, command.Attachments).With(new OriginId(id));
        if (command.IsMarkable)
        {
            // XEP-0184 §5.3 advises against receipts in rooms.
            message = (target.IsRoom ? message : message.With(new ReceiptRequest())).With(new Markable());
        }

        if (!command.SaveToHistory)
        {
            message = message.WithHint(ProcessingHint.NoPermanentStore);
        }

        memory.Sent(command.Dialog.Id, id);
        return message;
    }

    public Message ToMessage(EditMessage command)
    {
        CheckMetadata(command.Metadata);
        var id = MessageIds.Of(command);
        return Target.Of(command.Dialog, rooms).NewMessage(id)
            .WithBody(command.Text)
            .With(new Correction(command.MessageId))
            .With(new OriginId(id));
    }

    public Message ToMessage(DeleteMessage command)
    {
        var target = Target.Of(command.Dialog, rooms);
        var named = !target.IsRoom ? command.MessageId
            : memory.RoomsId(command.Dialog.Id, command.MessageId) ?? throw new ConnectorRefusedException(
                $"The id that the room gave to message {command.MessageId} is not known: it gives none, or the message is too old, or "
                + "not the account's own.", "item-not-found");
        return target.NewMessage(MessageIds.Of(command)).WithRetraction(new Retraction(named), RetractionFallback);
    }

    public Message ToMessage(SetTyping command) => Target.Of(command.Dialog, rooms).NewMessage($"typing-{Guid.NewGuid():N}")
        .WithChatState(command.IsTyping ? ChatState.Composing : ChatState.Paused)
        .WithHint(ProcessingHint.NoStore);

    public Message ToMessage(MarkDelivered command) => ToDelivered(command.Dialog, command.MessageId, MessageIds.Of(command));

    public Message ToMessage(MarkRead command) => Target.Of(command.Dialog, rooms).NewMessage(MessageIds.Of(command))
        .WithChatMarker(new ChatMarker(ChatMarkerKind.Displayed, command.MessageId))
        .WithHint(ProcessingHint.Store);

    /// <summary>What is said without a command: a message that asks for it has arrived.</summary>
    public Message ToDelivered(MessageReceived message) =>
        ToDelivered(message.Dialog, message.MessageId, $"delivered-{Guid.NewGuid():N}");

    // Older clients know only one of the two forms.
    private Message ToDelivered(DialogRef dialog, string messageId, string id)
    {
        var target = Target.Of(dialog, rooms);
        var message = target.NewMessage(id).WithChatMarker(new ChatMarker(ChatMarkerKind.Received, messageId));
        return (target.IsRoom ? message : message.With(new Receipt(messageId))).WithHint(ProcessingHint.Store);
    }

    private static void CheckMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count > 0)
        {
            throw NoForm("free parameters of messages");
        }
    }

    private static ConnectorRefusedException NoForm(string what) => new($"XMPP has no standard form for {what}.", Failures.NotThere);
}
