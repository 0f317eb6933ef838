using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Is the network there (section 3.8)? Refused with <c>timeout</c> when it does not answer in time.</summary>
public sealed record PingNetwork : IAccountRequest<PingAnswer>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>How long to wait. Default five seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>The network is there.</summary>
public sealed record PingAnswer
{
    /// <summary>How long the question and the answer took together.</summary>
    public required TimeSpan RoundTrip { get; init; }
}

/// <summary>
/// Log in anew, now: instead of waiting for the next attempt, after the attempts were given up, or after correcting what was
/// wrong with the credentials (section 3.5). Answered when messages flow again.
/// </summary>
public sealed record Relogin : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }
}

/// <summary>Say goodbye to the network and stay away until <see cref="Relogin"/> (section 3.5).</summary>
public sealed record Disconnect : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }
}
