namespace BotPlatform.Contracts.Chat;

/// <summary>Tell the sender of a message that a device of the account has it (section 4.6).</summary>
/// <remarks>Connectors do it by themselves for messages that ask for it; this is for the others.</remarks>
public sealed record MarkDelivered : IReliableCommand
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

    /// <summary>Who wrote it.</summary>
    public required UserRef Sender { get; init; }
}

/// <summary>Tell the sender of a message that it was read (section 4.6).</summary>
public sealed record MarkRead : IReliableCommand
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

    /// <summary>Who wrote it.</summary>
    public required UserRef Sender { get; init; }
}
