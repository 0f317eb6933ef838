using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Turns;

/// <summary>What somebody has written in a dialog without waiting for an answer.</summary>
public sealed class Turn
{
    internal Turn(IReadOnlyList<MessageReceived> messages) => Messages = messages;

    /// <summary>The messages in the order in which they were written; one at least.</summary>
    public IReadOnlyList<MessageReceived> Messages { get; }

    /// <summary>The last of them, to reply to.</summary>
    public MessageReceived Last => Messages[^1];

    /// <summary>The texts of all of them, a line each at least.</summary>
    public string Text => string.Join('\n', Messages.Select(message => message.Text).Where(text => text.Length > 0));
}
