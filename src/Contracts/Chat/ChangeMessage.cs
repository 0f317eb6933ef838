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

/// <summary>
/// React to a message, take a reaction back, or put one in the place of another (section 6.8). A user holds each reaction once:
/// one that is held already and one that is not there to be taken back change nothing, so a repetition does no harm.
/// </summary>
public sealed record ChangeReactions : IReliableCommand
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

    /// <summary>The reaction to add, mostly a single emoji; null for none.</summary>
    public string? Add { get; init; }

    /// <summary>The reaction to take back; null for none.</summary>
    public string? Remove { get; init; }
}
