namespace BotPlatform.Contracts.Chat;

/// <summary>The network has taken over a message of the account (on XMPP: acknowledged it, XEP-0198).</summary>
public sealed record MessageSent : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>The network's id of the message: what edits, deletions and markers name.</summary>
    public required string MessageId { get; init; }

    /// <summary>The <see cref="IReliableCommand.CommandId"/> of the command that sent it.</summary>
    public required string CommandId { get; init; }
}

/// <summary>A command did not reach the network and is given up.</summary>
public sealed record CommandFailed : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>The <see cref="IReliableCommand.CommandId"/> of the command.</summary>
    public required string CommandId { get; init; }

    /// <summary>
    /// The network's own word where it refused, for example <c>item-not-found</c>, or <c>service-unavailable</c> when the
    /// recipient blocks the account (section 4.12); null when the connection failed too often.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for a log or an operator.</summary>
    public required string Problem { get; init; }
}

/// <summary>A device of somebody's got a message of the account (section 4.6).</summary>
public sealed record MessageDelivered : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Which message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Whose device. Never the bot itself.</summary>
    public required UserRef User { get; init; }
}

/// <summary>Somebody read a message of the account (section 4.6).</summary>
public sealed record MessageRead : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Which message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Who read it. Never the bot itself.</summary>
    public required UserRef User { get; init; }
}
