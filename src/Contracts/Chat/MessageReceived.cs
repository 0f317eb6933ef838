namespace BotPlatform.Contracts.Chat;

/// <summary>Someone wrote a message in a dialog that one of our accounts can see.</summary>
/// <remarks>
/// A network may deliver the same message twice after a reconnect. <see cref="Dialog"/> and <see cref="MessageId"/> together
/// name it, so a consumer that must not act twice can remember them.
/// </remarks>
public sealed record MessageReceived : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether only the bot and the sender can read the dialog.</summary>
    public required DialogKind DialogKind { get; init; }

    /// <summary>The network's own id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Who wrote it. Never the bot itself: connectors drop their own echoes.</summary>
    public required UserRef Sender { get; init; }

    /// <summary>The text as the sender typed it; empty when the message carries only attachments.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// Free parameters that the sender's app attached, without the network's own (on ConnectyCube the children of
    /// <c>extraParams</c>, section 4.1). A nested value appears under a path: <c>address/city</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Files, places and the like, in the sender's order.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Whether the sender asks to be told that the message was delivered and read (section 4.5).</summary>
    public bool IsMarkable { get; init; }

    /// <summary>After how long the message is to disappear from the reader's screen; null when it stays (section 4.5).</summary>
    public TimeSpan? DestroyAfter { get; init; }

    /// <summary>
    /// Whether the message came late: the network kept it while the account was offline, or it was read from the history afterwards.
    /// </summary>
    public bool WasDelayed { get; init; }
}
