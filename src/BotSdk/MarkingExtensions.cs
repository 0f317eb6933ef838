using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>Telling people what became of their messages, when the handler has succeeded.</summary>
public static class MarkingExtensions
{
    /// <summary>
    /// Tells the sender that the account has the message. Connectors do it by themselves where the sender asks for it
    /// (<see cref="MessageReceived.IsMarkable"/>).
    /// </summary>
    /// <returns>The id of the command.</returns>
    public static Task<string> MarkDeliveredAsync(
        this IBotContext context, MessageReceived message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(message);
        return context.QueueAsync(
            id => new MarkDelivered
            {
                CommandId = id,
                CreatedAt = context.Origin.OccurredAt,
                Account = context.Origin.Account,
                Dialog = message.Dialog,
                MessageId = message.MessageId,
                Sender = message.Sender,
            },
            cancellationToken);
    }

    /// <summary>Tells the sender that the message was read.</summary>
    /// <returns>The id of the command.</returns>
    public static Task<string> MarkReadAsync(
        this IBotContext context, MessageReceived message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(message);
        return context.QueueAsync(
            id => new MarkRead
            {
                CommandId = id,
                CreatedAt = context.Origin.OccurredAt,
                Account = context.Origin.Account,
                Dialog = message.Dialog,
                MessageId = message.MessageId,
                Sender = message.Sender,
            },
            cancellationToken);
    }
}
