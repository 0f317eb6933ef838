using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Webhooks;

/// <summary>Write in the dialog of the event.</summary>
public sealed record ReplyAction : IWebhookMessage
{
    /// <inheritdoc />
    public string Text { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public bool SaveToHistory { get; init; } = true;

    /// <inheritdoc />
    public bool IsMarkable { get; init; }

    /// <inheritdoc />
    public bool IsSilent { get; init; }

    /// <inheritdoc />
    public TimeSpan? DestroyAfter { get; init; }
}

/// <summary>Write in a dialog that is named; in another one than the event's only where the host allows that.</summary>
public sealed record SayAction : IWebhookMessage
{
    /// <summary>Where.</summary>
    public required DialogRef Dialog { get; init; }

    /// <inheritdoc />
    public string Text { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public bool SaveToHistory { get; init; } = true;

    /// <inheritdoc />
    public bool IsMarkable { get; init; }

    /// <inheritdoc />
    public bool IsSilent { get; init; }

    /// <inheritdoc />
    public TimeSpan? DestroyAfter { get; init; }
}

/// <summary>Give a message of the account in the event's dialog another text.</summary>
public sealed record EditAction : IWebhookAction
{
    /// <summary>The network's id of the message, as <see cref="MessageSent"/> tells it.</summary>
    public required string MessageId { get; init; }

    /// <summary>The new text; not empty.</summary>
    public required string Text { get; init; }
}

/// <summary>Take a message in the event's dialog back for everybody.</summary>
public sealed record DeleteAction : IWebhookAction
{
    /// <summary>The network's id of the message.</summary>
    public required string MessageId { get; init; }
}

/// <summary>React to a message in the event's dialog.</summary>
public sealed record ReactAction : IWebhookAction
{
    /// <summary>Mostly a single emoji.</summary>
    public required string Reaction { get; init; }

    /// <summary>The network's id of the message; null for the one that the event is about.</summary>
    public string? MessageId { get; init; }
}

/// <summary>Take a reaction of the account back.</summary>
public sealed record UnreactAction : IWebhookAction
{
    /// <summary>Mostly a single emoji.</summary>
    public required string Reaction { get; init; }

    /// <summary>The network's id of the message; null for the one that the event is about.</summary>
    public string? MessageId { get; init; }
}

/// <summary>Tell the sender of the message that it was read. For <see cref="MessageReceived"/> alone.</summary>
public sealed record ReadAction : IWebhookAction;

/// <summary>Show or hide "is typing" in the event's dialog. It leaves at once, and may get lost.</summary>
public sealed record TypingAction : IWebhookAction
{
    /// <summary>Default true.</summary>
    public bool IsTyping { get; init; } = true;
}
