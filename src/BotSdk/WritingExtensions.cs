using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>
/// Writing messages. Each method returns the id of the command, which <see cref="MessageSent"/> and <see cref="CommandFailed"/>
/// name later.
/// </summary>
public static class WritingExtensions
{
    /// <summary>Writes in the dialog of <paramref name="message"/>, when the handler has succeeded.</summary>
    public static Task<string> ReplyAsync(
        this IBotContext context, MessageReceived message, string text, CancellationToken cancellationToken) =>
        context.ReplyAsync(message, text, MessageOptions.Default, cancellationToken);

    /// <inheritdoc cref="ReplyAsync(IBotContext, MessageReceived, string, CancellationToken)"/>
    public static Task<string> ReplyAsync(
        this IBotContext context, MessageReceived message, string text, MessageOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.SayAsync(message.Dialog, text, options, cancellationToken);
    }

    /// <summary>Writes in the dialog in which the command was given, when the handler has succeeded.</summary>
    public static Task<string> ReplyAsync(
        this IBotContext context, Command command, string text, CancellationToken cancellationToken) =>
        context.ReplyAsync(command, text, MessageOptions.Default, cancellationToken);

    /// <inheritdoc cref="ReplyAsync(IBotContext, Command, string, CancellationToken)"/>
    public static Task<string> ReplyAsync(
        this IBotContext context, Command command, string text, MessageOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return context.SayAsync(command.Message.Dialog, text, options, cancellationToken);
    }

    /// <summary>Writes in any dialog of the account that saw the event, when the handler has succeeded.</summary>
    public static Task<string> SayAsync(
        this IBotContext context, DialogRef dialog, string text, CancellationToken cancellationToken) =>
        context.SayAsync(dialog, text, MessageOptions.Default, cancellationToken);

    /// <inheritdoc cref="SayAsync(IBotContext, DialogRef, string, CancellationToken)"/>
    /// <exception cref="ArgumentException">There is neither a text nor an attachment.</exception>
    public static Task<string> SayAsync(
        this IBotContext context, DialogRef dialog, string text, MessageOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.QueueAsync(
            MessageDraft.Of(context.Origin.Account, context.Origin.OccurredAt, dialog, text, options), cancellationToken);
    }
}
