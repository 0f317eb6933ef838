using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Connections;

/// <summary>How an account stands with its network (section 3.5).</summary>
public enum ConnectionState
{
    /// <summary>Nobody has asked for a connection yet.</summary>
    Idle,

    /// <summary>The network took the credentials; messages do not flow yet.</summary>
    Authenticated,

    /// <summary>The network refused the credentials. Nothing is tried again before somebody asks for it.</summary>
    AuthenticationFailure,

    /// <summary>The connection was lost or could not be made; an attempt is under way or follows.</summary>
    Reconnecting,

    /// <summary>A lost connection goes on where it stopped, with nothing lost; <see cref="Ready"/> follows at once.</summary>
    Resumed,

    /// <summary>Messages flow both ways. The only state that means "connected".</summary>
    Ready,

    /// <summary>
    /// The attempts are used up, or the server ended the connection in a way that forbids another (the same resource logged in
    /// elsewhere). Nothing is tried again before somebody asks for it.
    /// </summary>
    ForceClosed,

    /// <summary>We ended it.</summary>
    Closed,
}

/// <summary>The connection of an account came into another state.</summary>
public sealed record ConnectionStateChanged : IAccountEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>The state from now on.</summary>
    public required ConnectionState State { get; init; }

    /// <summary>
    /// How many attempts in a row have failed; 0 unless <see cref="State"/> is <see cref="ConnectionState.Reconnecting"/>.
    /// </summary>
    public int FailedAttempts { get; init; }

    /// <summary>When the next attempt begins, if one is planned.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Why, as a sentence without secrets; null where all is well.</summary>
    public string? Problem { get; init; }
}
