namespace BotPlatform.Contracts.Chat;

/// <summary>
/// The network says when a user was last there: after a subscription, at each login and logout (section 4.13); or, asked about a user who is
/// watched, that this has changed.
/// </summary>
public sealed record LastActivityObserved : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>The 1-1 dialog with the user.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>Whether the user is there now.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>When the user was last there; the time of the event while <see cref="IsOnline"/>. Exact to a second.</summary>
    public required DateTimeOffset LastActiveAt { get; init; }
}
