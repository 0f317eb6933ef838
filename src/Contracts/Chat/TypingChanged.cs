namespace BotPlatform.Contracts.Chat;

/// <summary>Someone began or stopped typing. Never stored by the network, so it can be lost without a trace.</summary>
public sealed record TypingChanged : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether only the bot and the user can read the dialog.</summary>
    public required DialogKind DialogKind { get; init; }

    /// <summary>Who is typing. Never the bot itself.</summary>
    public required UserRef User { get; init; }

    /// <summary>
    /// Whether the user is typing now. Not every client says when it stops: treat silence of 30 seconds as stopped
    /// (section 4.7).
    /// </summary>
    public required bool IsTyping { get; init; }
}
