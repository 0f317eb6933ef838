using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Scheduling;

/// <summary>Something that a bot has put off: a command or a timer.</summary>
public sealed record ScheduledItem
{
    /// <summary>When it is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The command that leaves then; null for a timer.</summary>
    public IReliableCommand? Command { get; init; }

    /// <summary>The event that comes then; null for a command.</summary>
    public TimerFired? Timer { get; init; }

}

/// <summary>What a handler changes of what its bot has put off.</summary>
/// <param name="Address">Which item.</param>
/// <param name="Item">Null to take it back. One that is there is replaced.</param>
public sealed record ScheduleChange(ScheduleAddress Address, ScheduledItem? Item);

/// <summary>Names something that a bot has put off.</summary>
/// <param name="Bot">The name of the bot.</param>
/// <param name="Id">Names it among all that the bot has put off; of any length.</param>
public sealed record ScheduleAddress(string Bot, string Id);
