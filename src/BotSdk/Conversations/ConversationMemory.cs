using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>How conversations of a bot are remembered, each with a timer for as long as it runs.</summary>
internal sealed class ConversationMemory(string bot)
{
    private const string Timer = "$conversation ";
    private const int MaxEvents = 16;

    /// <summary>Whether a timer belongs to a conversation.</summary>
    public static bool IsTimeout(TimerFired timer) => timer.Name.StartsWith(Timer, StringComparison.Ordinal);

    /// <summary>Whose conversation that is.</summary>
    public static TalkPlace PlaceOf(TimerFired timer) =>
        new(timer.Origin.Account, new UserRef(timer.Name[Timer.Length..]), timer.Dialog);

    /// <summary>Whether a message belonged to the conversation before.</summary>
    public static bool IsKnown(ConversationRecord record, MessageReceived message) =>
        record.Events.Contains(message.Origin.EventId, StringComparer.Ordinal);

    /// <summary>A conversation that is over, and knows still what belonged to it.</summary>
    public static ConversationRecord Ended(ConversationRecord record) =>
        record with { IsOver = true, Steps = [], Question = null, Awaited = null, Arguments = "" };

    /// <summary>A conversation to which a message belongs; null for none.</summary>
    public static ConversationRecord WithEvent(ConversationRecord record, MessageReceived? message) => message is null ? record : record with
    {
        Events = [.. record.Events.Append(message.Origin.EventId).TakeLast(MaxEvents)],
        Sequence = message.Origin.Sequence ?? record.Sequence,
    };

    /// <summary>The conversation there, running or over; null when there is none.</summary>
    public Task<ConversationRecord?> FindAsync(TalkPlace place, BotContext context, CancellationToken cancellationToken) =>
        context.Memory.GetAsync<ConversationRecord>(place.AddressFor(bot), cancellationToken);

    /// <summary>Remembers how the conversation stands there, and has a timer come at its deadline.</summary>
    public Task SaveAsync(
        ConversationRecord record, TimeSpan expiresAfter, TalkPlace place, BotContext context, CancellationToken cancellationToken)
    {
        context.Memory.Set(place.AddressFor(bot), record, expiresAfter);
        var timer = Timer + place.User.Id;
        return record.IsOver
            ? context.Schedule.CancelOwnTimerAsync(place.Dialog, timer, cancellationToken)
            : context.Schedule.SetOwnTimerAsync(place.Dialog, timer, record.Deadline, payload: null, cancellationToken);
    }
}
