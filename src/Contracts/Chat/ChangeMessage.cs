namespace BotPlatform.Contracts.Chat;

/// <summary>Give a message of the account another text (section 4.8).</summary>
public sealed record EditMessage : IReliableCommand
{
    /// <inheritdoc />
    public required string CommandId { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>The network's id of the message, as in <see cref="MessageSent"/>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The new text; not empty.</summary>
    public required string Text { get; init; }

    /// <summary>Free parameters, as in <see cref="SendMessage.Metadata"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>Take a message back for everybody (section 4.9): the account's own, or any where it is an admin.</summary>
public sealed record DeleteMessage : IReliableCommand
{
    /// <inheritdoc />
    public required string CommandId { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>The network's id of the message.</summary>
    public required string MessageId { get; init; }
}
