using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>
/// Tell the network whether somebody looks at this account (section 4.14). While nobody does, messages still come, and the
/// network treats the account as away when it decides about push notifications.
/// </summary>
public sealed record SetActivity : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>False from now on nobody looks.</summary>
    public required bool IsActive { get; init; }
}

/// <summary>When was a user last there (section 4.13)?</summary>
public sealed record GetLastActivity : IAccountRequest<LastActivity>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Who.</summary>
    public required UserRef User { get; init; }
}

/// <summary>When a user was last there.</summary>
public sealed record LastActivity
{
    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>Whether the user is there now.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>When the user was last there, exact to a second; the time of the answer while <see cref="IsOnline"/>.</summary>
    public required DateTimeOffset LastActiveAt { get; init; }
}

/// <summary>
/// Begin or stop hearing <see cref="LastActivityObserved"/> of a user. The account asks again by itself after each new login.
/// </summary>
public sealed record WatchActivity : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>False stops it.</summary>
    public bool IsWatching { get; init; } = true;
}
