using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Turns;

/// <summary>
/// Keeps what somebody writes until the turn is over. Each message is kept in the transaction in which it is finished, and so is the timer
/// that ends the turn: a kill loses neither.
/// </summary>
internal sealed class TurnCollector(string bot, TurnHandler handler, TurnOptions options)
{
    private const string Key = "turn";
    private const string Timer = "$turn ";

    /// <summary>How long a turn is remembered whose timer does not come, for example because the bot is not there any more.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromDays(30);

    /// <summary>Whether a timer was set to end a turn.</summary>
    public static bool IsEnd(TimerFired timer) => timer.Name.StartsWith(Timer, StringComparison.Ordinal);

    /// <summary>Adds a message to its sender's turn.</summary>
    public async Task CollectAsync(MessageReceived message, BotContext context, CancellationToken cancellationToken)
    {
        var address = AddressOf(message.Origin.Account, message.Sender.Id, message.Dialog);
        var now = context.Memory.Now;
        var before = await context.Memory.GetAsync<TurnRecord>(address, cancellationToken) ?? new TurnRecord([], now, now);
        var after = before with
        {
            Messages = [.. before.Messages, message],
            DueAt = Earlier(now + options.Quiet, before.BegunAt + options.Longest),
        };
        if (after.Messages.Count >= options.MaxMessages || !TryKeep(address, after, context))
        {
            context.Memory.Remove(address);
            await context.Schedule.CancelOwnTimerAsync(message.Dialog, TimerOf(message.Sender.Id), cancellationToken);
            await handler(new Turn(after.Messages), context, cancellationToken);
            return;
        }

        await context.Schedule.SetOwnTimerAsync(message.Dialog, TimerOf(message.Sender.Id), after.DueAt, null, cancellationToken);
    }

    /// <summary>Ends the turn that a timer was set for.</summary>
    public async Task EndAsync(TimerFired timer, BotContext context, CancellationToken cancellationToken)
    {
        var address = AddressOf(timer.Origin.Account, timer.Name[Timer.Length..], timer.Dialog);
        var record = await context.Memory.GetAsync<TurnRecord>(address, cancellationToken);
        if (record is null || record.DueAt > timer.Origin.OccurredAt)
        {
            return; // somebody wrote on while the timer was on its way
        }

        context.Memory.Remove(address);
        await handler(new Turn(record.Messages), context, cancellationToken);
    }

    private static string TimerOf(string user) => Timer + user;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static bool TryKeep(StateAddress address, TurnRecord record, BotContext context)
    {
        try
        {
            context.Memory.Set(address, record, Aftermath);
            return true;
        }
        catch (StateException)
        {
            return false; // more than a value may have
        }
    }

    private StateAddress AddressOf(AccountRef account, string user, DialogRef dialog) =>
        new(bot, HandlerState.Owner("turn", account, user, dialog.Id), Key);
}

/// <summary>What is remembered of a turn.</summary>
/// <param name="Messages">What was written.</param>
/// <param name="BegunAt">When the first message came.</param>
/// <param name="DueAt">When the turn is over.</param>
internal sealed record TurnRecord(IReadOnlyList<MessageReceived> Messages, DateTimeOffset BegunAt, DateTimeOffset DueAt);
