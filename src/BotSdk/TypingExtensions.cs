using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>Showing that the bot is busy with an answer. It leaves at once, and may get lost.</summary>
public static class TypingExtensions
{
    /// <summary>
    /// Shows "is typing" in the dialog of <paramref name="message"/>; it ends when the bot's next message arrives.
    /// </summary>
    public static Task TypingAsync(this IBotContext context, MessageReceived message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.TypingAsync(message.Dialog, isTyping: true, cancellationToken);
    }

    /// <summary>Shows "is typing" where the command was given; it ends when the bot's next message arrives.</summary>
    public static Task TypingAsync(this IBotContext context, Command command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return context.TypingAsync(command.Message, cancellationToken);
    }

    /// <summary>Shows or hides "is typing".</summary>
    public static Task TypingAsync(
        this IBotContext context, DialogRef dialog, bool isTyping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(dialog);
        return context.SendAtOnceAsync(
            new SetTyping { Account = context.Origin.Account, Dialog = dialog, IsTyping = isTyping }, cancellationToken);
    }
}
