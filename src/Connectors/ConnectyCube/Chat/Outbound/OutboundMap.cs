using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat.Elements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>
/// Turns a command into a stanza (section 4). What cannot be sent is a <see cref="ConnectorRefusedException"/>.
/// </summary>
internal sealed class OutboundMap(ChatAddresses addresses, DialogDirectory dialogs, TimeProvider time)
{
    /// <summary>The stanza that carries a message (sections 4.2 to 4.5).</summary>
    public Message ToMessage(SendMessage command, DialogTarget target)
    {
        if (command.Text.Length == 0 && command.Attachments.Count == 0)
        {
            throw new ConnectorRefusedException("A message needs a text or an attachment.", "empty-text");
        }

        var extraParams = new ExtraParamsWriter();
        if (command.SaveToHistory && command.DestroyAfter is null)
        {
            extraParams.Add(ExtraParams.SaveToHistory, "1");
        }

        extraParams.Add(ExtraParams.DateSent, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        AddDialog(extraParams, command.Dialog, target);
        if (command.IsMarkable)
        {
            extraParams.Add(ExtraParams.Markable, "1");
        }

        if (command.IsSilent)
        {
            extraParams.Add(ExtraParams.Silent, "1");
        }

        extraParams.Add(command.Metadata, ExtraParams.OfMessages);
        var message = WithText(Envelope(command, target), command.Text);
        message = command.IsMarkable ? message.With(new Markable()) : message;
        message = command.DestroyAfter is { } after ? message.With(SelfDestruction.Checked(after)) : message;
        return OutgoingText.CheckSize(
            message.With(extraParams.ToElement(command.Attachments.Select(AttachmentWriter.ToElement))));
    }

    /// <summary>The stanza that gives a message another text (section 4.8).</summary>
    public Message ToMessage(EditMessage command, DialogTarget target)
    {
        if (command.Text.Length == 0)
        {
            throw new ConnectorRefusedException("A message needs a text; to have none, delete the message.", "empty-text");
        }

        // Only the server knows whether it is the dialog's last message; a wrong "true" would change what lists of dialogs show.
        var replace = new Correction(CheckedId(command.MessageId)).ToElement().WithAttribute("last", "false");
        var extraParams = AddDialog(new ExtraParamsWriter(), command.Dialog, target).Add(command.Metadata, ExtraParams.OfMessages);
        return OutgoingText.CheckSize(
            WithText(Envelope(command, target), command.Text).With(replace).With(extraParams.ToElement()));
    }

    /// <summary>The stanza that takes a message back (section 4.9).</summary>
    public Message ToMessage(DeleteMessage command, DialogTarget target) => Envelope(command, target)
        .With(new Removal(CheckedId(command.MessageId)))
        .With(AddDialog(new ExtraParamsWriter(), command.Dialog, target).ToElement());

    /// <summary>The stanza that tells a message's sender that it arrived (section 4.6).</summary>
    public Message ToMessage(MarkDelivered command) =>
        Marker(StanzaId(command), command.Dialog, command.Sender, new(ChatMarkerKind.Received, CheckedId(command.MessageId)));

    /// <summary>The stanza that tells a message's sender that it was read (section 4.6).</summary>
    public Message ToMessage(MarkRead command) =>
        Marker(StanzaId(command), command.Dialog, command.Sender, new(ChatMarkerKind.Displayed, CheckedId(command.MessageId)));

    /// <summary>
    /// The stanza that tells a message's sender, unasked, that it arrived; always the same for the same message and account.
    /// </summary>
    public Message ToDeliveredMarker(MessageReceived message) => Marker(
        ObjectId.Create(message.Origin.OccurredAt, $"delivered {message.Origin.EventId}/{message.Origin.Account.Id}"),
        message.Dialog,
        message.Sender,
        new(ChatMarkerKind.Received, message.MessageId));

    /// <summary>The stanza that carries a system message (section 4.11). The server refuses it for groups.</summary>
    public Message ToMessage(SendSystemMessage command, DialogTarget target)
    {
        var extraParams = new ExtraParamsWriter()
            .Add(ExtraParams.ModuleIdentifier, ExtraParams.SystemModule)
            .Add(command.Parameters, ExtraParams.OfSystemMessages);
        var message = Envelope(command, target) with { Type = MessageType.Headline };
        return OutgoingText.CheckSize(WithText(message, command.Text).With(extraParams.ToElement()));
    }

    /// <summary>The stanza that shows or hides "is typing"; it has no id and no text (section 4.7).</summary>
    public Message ToMessage(SetTyping command, DialogTarget target) =>
        To(command.Dialog, target).WithChatState(command.IsTyping ? ChatState.Composing : ChatState.Paused);

    /// <summary>The id that every repetition of the command yields; that of the message, if it is one.</summary>
    public static string StanzaId(IReliableCommand command) => ObjectId.Create(command.CreatedAt, command.CommandId);

    private Message Envelope(IReliableCommand command, DialogTarget target) =>
        To(command.Dialog, target) with { Id = StanzaId(command) };

    private Message To(DialogRef dialog, DialogTarget target) => target.UserId is { } userId
        ? new Message { Type = MessageType.Chat, To = addresses.User(userId) }
        : new Message { Type = MessageType.GroupChat, To = addresses.Room(dialog.Id) };

    private Message Marker(string stanzaId, DialogRef dialog, UserRef sender, ChatMarker marker)
    {
        var message = new Message { Id = stanzaId, Type = MessageType.Chat, To = addresses.RequireUser(sender) };
        var extraParams = AddDialog(new ExtraParamsWriter(), dialog, new DialogTarget(sender.Id));
        return message.WithChatMarker(marker).With(extraParams.ToElement());
    }

    private ExtraParamsWriter AddDialog(ExtraParamsWriter extraParams, DialogRef dialog, DialogTarget target)
    {
        var id = target.UserId is { } userId && !ObjectId.IsValid(dialog.Id) ? dialogs.FindDialogOf(userId) : dialog.Id;
        return id is null ? extraParams : extraParams.Add(ExtraParams.DialogId, id);
    }

    private static Message WithText(Message message, string text)
    {
        OutgoingText.Check(text, "The text");
        return text.Length == 0 ? message : message.WithBody(text);
    }

    private static string CheckedId(string messageId)
    {
        OutgoingText.Check(messageId, "The message id");
        return messageId.Length is > 0 and <= MessageIds.MaxLength
            ? messageId
            : throw new ConnectorRefusedException("That is no message id.", "item-not-found");
    }
}
