using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Tell the moderators about a user (section 9). Asked twice, it is two reports.</summary>
public sealed record ReportUser : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>Why, for people to read.</summary>
    public required string Reason { get; init; }
}

/// <summary>Tell the moderators about a message (section 9). Asked twice, it is two reports.</summary>
public sealed record ReportMessage : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>The network's id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Why, for people to read.</summary>
    public required string Reason { get; init; }
}
