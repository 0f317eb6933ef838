using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>
/// Reacting to messages, when the handler has succeeded. Each method returns the id of the command, which
/// <see cref="CommandFailed"/> names if the network refuses. Reacting twice in the same way is reacting once.
/// </summary>
public static class ReactingExtensions
{
    /// <summary>Reacts to what somebody wrote.</summary>
    /// <param name="context">The bot's context.</param>
    /// <param name="message">To what.</param>
    /// <param name="reaction">How, mostly a single emoji.</param>
    /// <param name="cancellationToken">Checked before.</param>
    public static Task<string> ReactAsync(
        this IBotContext context, MessageReceived message, string reaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.ReactAsync(message.Dialog, message.MessageId, reaction, cancellationToken);
    }

    /// <summary>Reacts to a message, whoever wrote it.</summary>
    public static Task<string> ReactAsync(
        this IBotContext context, DialogRef dialog, string messageId, string reaction, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reaction);
        return ChangeAsync(context, dialog, messageId, add: reaction, remove: null, cancellationToken);
    }

    /// <summary>Takes a reaction of the account back.</summary>
    public static Task<string> UnreactAsync(
        this IBotContext context, MessageReceived message, string reaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.UnreactAsync(message.Dialog, message.MessageId, reaction, cancellationToken);
    }

    /// <inheritdoc cref="UnreactAsync(IBotContext, MessageReceived, string, CancellationToken)"/>
    public static Task<string> UnreactAsync(
        this IBotContext context, DialogRef dialog, string messageId, string reaction, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reaction);
        return ChangeAsync(context, dialog, messageId, add: null, remove: reaction, cancellationToken);
    }

    /// <summary>Puts a reaction in the place of another one of the account's.</summary>
    public static Task<string> SwapReactionAsync(
        this IBotContext context, MessageReceived message, string from, string to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.SwapReactionAsync(message.Dialog, message.MessageId, from, to, cancellationToken);
    }

    /// <inheritdoc cref="SwapReactionAsync(IBotContext, MessageReceived, string, string, CancellationToken)"/>
    public static Task<string> SwapReactionAsync(
        this IBotContext context, DialogRef dialog, string messageId, string from, string to, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        return ChangeAsync(context, dialog, messageId, add: to, remove: from, cancellationToken);
    }

    private static Task<string> ChangeAsync(
        IBotContext context, DialogRef dialog, string messageId, string? add, string? remove, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        return context.QueueAsync(
            id => new ChangeReactions
            {
                CommandId = id,
                CreatedAt = context.Origin.OccurredAt,
                Account = context.Origin.Account,
                Dialog = dialog,
                MessageId = messageId,
                Add = add,
                Remove = remove,
            },
            cancellationToken);
    }
}
