using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Scheduling;

/// <summary>The time has come that a bot has set for itself. No other bot hears of it, and no other program.</summary>
/// <remarks>
/// <see cref="EventOrigin.OccurredAt"/> is the time that was set; the event comes later when no host ran then. It has no
/// <see cref="EventOrigin.Sequence"/>, because nobody on the network saw it.
/// </remarks>
public sealed record TimerFired : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>For which dialog it was set.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>What the bot called it.</summary>
    public required string Name { get; init; }

    /// <summary>What the bot gave along; null for nothing.</summary>
    public string? Payload { get; init; }
}
