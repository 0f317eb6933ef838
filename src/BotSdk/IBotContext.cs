using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>What a bot can do while it handles one event. Of no use once the handler has returned.</summary>
public interface IBotContext
{
    /// <summary>
    /// Writes <paramref name="text"/> in the dialog of <paramref name="message"/>. It leaves when the handler has succeeded, and
    /// never when it fails; several leave in the order in which they were written.
    /// </summary>
    Task ReplyAsync(MessageReceived message, string text, CancellationToken cancellationToken);

    /// <summary>
    /// Writes <paramref name="text"/> in any dialog of the account that saw the event. It leaves when the handler has succeeded,
    /// and never when it fails.
    /// </summary>
    Task SayAsync(DialogRef dialog, string text, CancellationToken cancellationToken);

    /// <summary>
    /// Shows or hides "is typing". It leaves at once, whatever becomes of the handler, and is not repeated when it gets lost.
    /// </summary>
    Task TypingAsync(DialogRef dialog, bool isTyping, CancellationToken cancellationToken);
}

/// <summary>Shorter ways to say common things.</summary>
public static class BotContextExtensions
{
    /// <summary>Writes <paramref name="text"/> in the dialog in which the command was given.</summary>
    public static Task ReplyAsync(this IBotContext context, Command command, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(command);
        return context.ReplyAsync(command.Message, text, cancellationToken);
    }

    /// <summary>
    /// Shows "is typing" in the dialog of <paramref name="message"/>; it ends when the bot's next message arrives.
    /// </summary>
    public static Task TypingAsync(this IBotContext context, MessageReceived message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(message);
        return context.TypingAsync(message.Dialog, isTyping: true, cancellationToken);
    }
}
