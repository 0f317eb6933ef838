namespace BotPlatform.Contracts.Chat;

/// <summary>The author of a message gave it another text (section 4.8).</summary>
public sealed record MessageEdited : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether only the bot and the author can read the dialog.</summary>
    public required DialogKind DialogKind { get; init; }

    /// <summary>The message that changed.</summary>
    public required string MessageId { get; init; }

    /// <summary>Who changed it. Never the bot itself.</summary>
    public required UserRef User { get; init; }

    /// <summary>The new text.</summary>
    public required string Text { get; init; }

    /// <summary>Free parameters that came with the change, as in <see cref="MessageReceived.Metadata"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>A message was taken back for everybody (section 4.9).</summary>
public sealed record MessageDeleted : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether only the bot and the user can read the dialog.</summary>
    public required DialogKind DialogKind { get; init; }

    /// <summary>The message that is gone.</summary>
    public required string MessageId { get; init; }

    /// <summary>Who deleted it: its author, or an owner or admin of the dialog. Never the bot itself.</summary>
    public required UserRef User { get; init; }
}

/// <summary>Somebody added reactions to a message or took some back (section 4.10).</summary>
public sealed record ReactionsChanged : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether only the bot and the user can read the dialog.</summary>
    public required DialogKind DialogKind { get; init; }

    /// <summary>The message that they are about.</summary>
    public required string MessageId { get; init; }

    /// <summary>Whose reactions they are. Never the bot itself.</summary>
    public required UserRef User { get; init; }

    /// <summary>What was added, mostly single emoji.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>What was taken back.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
