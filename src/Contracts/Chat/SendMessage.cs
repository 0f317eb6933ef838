namespace BotPlatform.Contracts.Chat;

/// <summary>Write a message.</summary>
public sealed record SendMessage : IReliableCommand
{
    /// <inheritdoc />
    public required string CommandId { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>
    /// What to write; may be empty where there are <see cref="Attachments"/>. Characters that XML cannot carry are refused.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Free parameters for the reader's app. A nested value has a path for a key: <c>address/city</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Files, places and the like.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>
    /// Whether the network keeps the message in the dialog's history. Default true; a message with
    /// <see cref="DestroyAfter"/> is never kept (section 4.2).
    /// </summary>
    public bool SaveToHistory { get; init; } = true;

    /// <summary>Whether readers' devices shall say that the message was delivered and read (section 4.5).</summary>
    public bool IsMarkable { get; init; }

    /// <summary>Whether readers who are away are spared the push notification (section 4.5).</summary>
    public bool IsSilent { get; init; }

    /// <summary>After how long readers' apps remove the message; whole seconds, at least one. Null keeps it.</summary>
    public TimeSpan? DestroyAfter { get; init; }
}
