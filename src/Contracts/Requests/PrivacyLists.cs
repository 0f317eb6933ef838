using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>What a privacy list says of one user (section 4.12).</summary>
public sealed record PrivacyRule
{
    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>Whether the user is blocked; false lets the user pass, whatever the rules after this one say.</summary>
    public bool IsBlocked { get; init; } = true;

    /// <summary>Whether the account cannot write to the user either. Refused for a user who is not blocked.</summary>
    public bool IsMutual { get; init; }
}

/// <summary>A named list of users who are blocked. It has no effect before it is the default (section 4.12).</summary>
public sealed record PrivacyList
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The rules in their order; the first that names a user counts.</summary>
    public required IReadOnlyList<PrivacyRule> Rules { get; init; }
}

/// <summary>Which privacy lists an account has.</summary>
public sealed record PrivacyListNames
{
    /// <summary>All of them.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The one in force, also while the account is offline; null when none is.</summary>
    public string? Default { get; init; }

    /// <summary>The one in force for this connection instead of the default; null when there is none.</summary>
    public string? Active { get; init; }
}

/// <summary>Which privacy lists are there?</summary>
public sealed record GetPrivacyListNames : IAccountRequest<PrivacyListNames>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }
}

/// <summary>What does a privacy list say? Refused with <c>item-not-found</c> when there is none of that name.</summary>
public sealed record GetPrivacyList : IAccountRequest<PrivacyList>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which.</summary>
    public required string Name { get; init; }
}

/// <summary>Make a privacy list, or give it other rules.</summary>
public sealed record SavePrivacyList : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>The list. One without rules would be none: refused, see <see cref="RemovePrivacyList"/>.</summary>
    public required PrivacyList List { get; init; }
}

/// <summary>Remove a privacy list. If it was the default, none is in force any more.</summary>
public sealed record RemovePrivacyList : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which.</summary>
    public required string Name { get; init; }
}

/// <summary>Put a privacy list in force, or none.</summary>
public sealed record UsePrivacyList : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which; null declines the one that is in force.</summary>
    public required string? Name { get; init; }
}
