using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Connections;

/// <summary>
/// The account was away and its stream could not be resumed. What the network keeps for absent users arrives, and messages that the
/// network's history has of that time are read from it; what nobody keeps (typing, presence) is lost.
/// </summary>
public sealed record GapDetected : IAccountEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>The last time at which the old stream is known to have been alive.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the new stream became ready: the network knows by then that we are back.</summary>
    public required DateTimeOffset Until { get; init; }
}
