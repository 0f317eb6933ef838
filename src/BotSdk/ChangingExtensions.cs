using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>
/// Changing and taking back messages, when the handler has succeeded. Each method returns the id of the command, which
/// <see cref="CommandFailed"/> names if the network refuses.
/// </summary>
public static class ChangingExtensions
{
    /// <summary>Gives a message that the account has sent another text.</summary>
    public static Task<string> EditAsync(
        this IBotContext context, MessageSent message, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.EditAsync(message.Dialog, message.MessageId, text, cancellationToken);
    }

    /// <inheritdoc cref="EditAsync(IBotContext, MessageSent, string, CancellationToken)"/>
    public static Task<string> EditAsync(
        this IBotContext context, DialogRef dialog, string messageId, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.QueueAsync(EditDraft(context, dialog, messageId, text), cancellationToken);
    }

    /// <summary>Takes back for everybody what the account has sent.</summary>
    public static Task<string> DeleteAsync(this IBotContext context, MessageSent message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.DeleteAsync(message.Dialog, message.MessageId, cancellationToken);
    }

    /// <summary>Takes back for everybody what somebody else wrote, where the account is an owner or admin.</summary>
    public static Task<string> DeleteAsync(
        this IBotContext context, MessageReceived message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.DeleteAsync(message.Dialog, message.MessageId, cancellationToken);
    }

    /// <summary>Takes a message back for everybody: the account's own, or any where it is an owner or admin.</summary>
    public static Task<string> DeleteAsync(
        this IBotContext context, DialogRef dialog, string messageId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        return context.QueueAsync(
            id => new DeleteMessage
            {
                CommandId = id,
                CreatedAt = context.Origin.OccurredAt,
                Account = context.Origin.Account,
                Dialog = dialog,
                MessageId = messageId,
            },
            cancellationToken);
    }

    /// <summary>An edit that has no id yet.</summary>
    internal static Func<string, EditMessage> EditDraft(IBotContext context, DialogRef dialog, string messageId, string text)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentException.ThrowIfNullOrEmpty(text);
        return id => new EditMessage
        {
            CommandId = id,
            CreatedAt = context.Origin.OccurredAt,
            Account = context.Origin.Account,
            Dialog = dialog,
            MessageId = messageId,
            Text = text,
        };
    }
}
