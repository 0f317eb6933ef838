using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>How conversations of a bot are remembered: a state each, and a timer for as long as it waits.</summary>
internal sealed class ConversationMemory(string bot)
{
    private const string Timer = "$conversation ";
    private const string PutOff = "again";

    /// <summary>For how long a conversation that is over knows what belonged to it, and who answers too late is told so.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromDays(1);

    /// <summary>For how long hosts may be away without forgetting who waits for what.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromDays(30);

    /// <summary>Whether a timer belongs to a conversation.</summary>
    public static bool IsTimeout(TimerFired timer) => timer.Name.StartsWith(Timer, StringComparison.Ordinal);

    /// <summary>Whose conversation that is.</summary>
    public static TalkPlace PlaceOf(TimerFired timer) =>
        new(timer.Origin.Account, new UserRef(timer.Name[Timer.Length..]), timer.Dialog);

    /// <summary>Whether a message belongs to a conversation of one of these bots, or did.</summary>
    public static async Task<bool> IsTakenAsync(
        IEnumerable<BotDescriptor> bots, MessageReceived message, HandlerState state, CancellationToken cancellationToken)
    {
        foreach (var one in bots.Where(one => one.HasConversations))
        {
            var record = await state.GetAsync<ConversationRecord>(TalkPlace.Of(message).AddressFor(one.Name), cancellationToken);
            if (record?.Owns(message, state.Now) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The conversation there, running or over; null when there is none.</summary>
    public Task<ConversationRecord?> FindAsync(TalkPlace place, BotContext context, CancellationToken cancellationToken) =>
        context.Memory.GetAsync<ConversationRecord>(place.AddressFor(bot), cancellationToken);

    /// <summary>Remembers how the conversation stands there, and has a timer come at its deadline.</summary>
    /// <exception cref="StateException">It has become too large.</exception>
    public Task SaveAsync(ConversationRecord record, TalkPlace place, BotContext context, CancellationToken cancellationToken)
    {
        var timer = Timer + place.User.Id;
        if (!record.IsOver && record.Deadline is { } deadline)
        {
            context.Memory.Set(place.AddressFor(bot), record, deadline - context.Memory.Now + Outage);
            return context.Schedule.SetOwnTimerAsync(place.Dialog, timer, deadline, payload: null, cancellationToken);
        }

        context.Memory.Set(place.AddressFor(bot), record, record.IsOver ? Aftermath : null);
        return context.Schedule.CancelOwnTimerAsync(place.Dialog, timer, cancellationToken);
    }

    /// <summary>Has the timer come once more, later.</summary>
    public static Task PutOffAsync(TimerFired timer, TimeSpan after, BotContext context, CancellationToken cancellationToken) =>
        context.Schedule.SetOwnTimerAsync(timer.Dialog, timer.Name, context.Memory.Now + after, PutOff, cancellationToken);

    /// <summary>Whether a timer comes for the first time.</summary>
    public static bool IsFirst(TimerFired timer) => timer.Payload != PutOff;
}
