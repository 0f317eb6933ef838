using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>
/// Write a message now, for somebody who waits until the network has it. The same command asked for again is the same message on the network.
/// </summary>
public sealed record SendMessageNow : IAccountRequest<MessageTaken>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>What to write; of the same account.</summary>
    public required SendMessage Message { get; init; }
}

/// <summary>The network has a message.</summary>
public sealed record MessageTaken
{
    /// <summary>The network's id of the message: what edits, deletions and markers name.</summary>
    public required string MessageId { get; init; }
}

/// <summary>Give a message of the account another text now, for somebody who waits until the network has that.</summary>
public sealed record EditMessageNow : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which message, and its text; of the same account.</summary>
    public required EditMessage Edit { get; init; }
}
