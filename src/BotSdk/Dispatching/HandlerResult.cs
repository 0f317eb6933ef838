using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>What a handler that has succeeded wants. Both are kept in one transaction, together with the end of the event.</summary>
/// <param name="Commands">To be sent, in this order.</param>
/// <param name="States">
/// To be remembered. When one of them is checked and no longer what the handler has read, neither is done, and the bot handles the event
/// again.
/// </param>
public sealed record HandlerResult(IReadOnlyList<IReliableCommand> Commands, IReadOnlyList<StateChange> States)
{
    /// <summary>It wants nothing.</summary>
    public static HandlerResult Nothing { get; } = new([], []);

    /// <summary>To be put off or taken back, in this order, under the same condition.</summary>
    public IReadOnlyList<ScheduleChange> Schedule { get; init; } = [];

    /// <summary>Whether the handler of the next event may read what this one changes.</summary>
    public bool MayBeRead => States.Count > 0 || Schedule.Count > 0;
}
