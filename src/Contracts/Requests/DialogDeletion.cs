using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>
/// Delete dialogs. For the account alone: it leaves groups and public dialogs, and does not see the others before something new is
/// written there. For everybody: dialogs and messages are gone; the owner may.
/// </summary>
public sealed record DeleteDialogs : IAccountRequest<DialogDeletion>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which; at least one.</summary>
    public required IReadOnlyList<DialogRef> Dialogs { get; init; }

    /// <summary>Whether for everybody.</summary>
    public required bool IsForEverybody { get; init; }
}

/// <summary>What became of each dialog that was to be deleted, under the name that the request had for it.</summary>
public sealed record DialogDeletion
{
    /// <summary>They are deleted.</summary>
    public IReadOnlyList<DialogRef> Deleted { get; init; } = [];

    /// <summary>The account has none of these.</summary>
    public IReadOnlyList<DialogRef> NotFound { get; init; } = [];

    /// <summary>The account may not delete them.</summary>
    public IReadOnlyList<DialogRef> Forbidden { get; init; } = [];
}

/// <summary>Empty the history of a dialog, for the account alone or for everybody; for everybody the owner may.</summary>
public sealed record ClearHistory : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether for everybody.</summary>
    public required bool IsForEverybody { get; init; }
}
