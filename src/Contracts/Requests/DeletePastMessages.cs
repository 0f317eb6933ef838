using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Delete messages now, and say what became of each (section 6.5). What is not permitted is no refusal of the others.</summary>
public sealed record DeletePastMessages : IAccountRequest<MessageDeletion>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>The network's ids of the messages.</summary>
    public required IReadOnlyList<string> MessageIds { get; init; }

    /// <summary>
    /// Whether they go for everybody, who then hear of it: the account's own, or any where it is an owner or admin. Otherwise
    /// only the account sees them no more.
    /// </summary>
    public bool ForEverybody { get; init; }
}

/// <summary>What became of messages that were to be deleted.</summary>
public sealed record MessageDeletion
{
    /// <summary>They are gone.</summary>
    public required IReadOnlyList<string> Deleted { get; init; }

    /// <summary>They were not there.</summary>
    public required IReadOnlyList<string> NotFound { get; init; }

    /// <summary>The account may not delete them.</summary>
    public required IReadOnlyList<string> NotPermitted { get; init; }
}
