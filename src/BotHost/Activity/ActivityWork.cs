using BotPlatform.BotHost.Activity.Looking;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity;

/// <summary>Looks for the users of an account at each turn, on the one host that holds it.</summary>
internal sealed partial class ActivityWork(
    WatchList watches,
    AccountActivities accounts,
    Memberships memberships,
    ActivitySubscriptions subscriptions,
    ActivityPoller poller,
    ActivityBells bells,
    ActivitySchedule schedule,
    IOptions<ActivityOptions> options,
    TimeProvider time,
    ILogger<ActivityWork> logger) : IAccountWork
{
    private const int TurnsWithoutBell = 3;

    private static readonly TimeSpan SubscribeEvery = TimeSpan.FromMinutes(10);

    private readonly Outage _turns = new("The last activity of users", "be looked for", time, logger);

    /// <inheritdoc />
    public async Task RunAsync(AccountRef account, CancellationToken ended)
    {
        accounts[account].ForgetSubscriptions(); // they ended with the connection of the term before
        try
        {
            await TakeTurnsAsync(account, ended);
        }
        finally
        {
            _turns.Leave(account);
        }
    }

    private async Task TakeTurnsAsync(AccountRef account, CancellationToken ended)
    {
        var turn = new Turn();
        bool? isScheduled = null;
        while (true)
        {
            try
            {
                turn = await TakeAsync(account, turn, ended);
                _turns.End(account);
            }
            catch (Exception error) when (error is StorageException or UnstorableException)
            {
                _turns.Begin(account, error);
                turn = turn with { IsDone = true };
            }

            if (turn.Watches is { } watched && isScheduled != !watched.IsEmpty)
            {
                isScheduled = !watched.IsEmpty;
                _ = schedule.SettleAsync(AccountName.Of(account), !watched.IsEmpty, ended); // until then it goes without a bell
            }

            if (turn.IsDone)
            {
                await bells.WaitAsync(AccountName.Of(account), options.Value.Turn * TurnsWithoutBell, ended);
            }
        }
    }

    private async Task<Turn> TakeAsync(AccountRef account, Turn last, CancellationToken ended)
    {
        var (list, now) = (watches.For(account), time.GetUtcNow());
        if (list.IsEmpty && last.Watches?.IsEmpty == true && accounts[account].Subscribed.Count == 0)
        {
            return last with { IsDone = true };
        }

        if (!list.IsEmpty && !subscriptions.CanAsk(account, typeof(GetLastActivity)))
        {
            LogMute(account.Id, account.Network);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ended);
        }

        var isAnother = list != last.Watches;
        if (isAnother || now < last.At) // a clock that was set back would leave everybody waiting
        {
            await memberships.BeginAsync(account, list, ended);
        }

        await subscriptions.CatchUpAsync(account, ended);
        var hasMore = await poller.RunDueAsync(account, ended);
        hasMore |= await memberships.RefreshOneAsync(account, list, ended); // after those who wait, because dialogs may not answer for long
        return new Turn(list, now, await SubscribeAsync(account, list, isAnother ? null : last.SubscribedAt, ended), IsDone: !hasMore);
    }

    private async Task<long?> SubscribeAsync(AccountRef account, AccountWatches list, long? before, CancellationToken ended)
    {
        if (before is { } at && time.GetElapsedTime(at) < SubscribeEvery)
        {
            return before;
        }

        return await subscriptions.RefreshAsync(account, list, ended) ? time.GetTimestamp() : null;
    }

    [LoggerMessage(LogLevel.Warning,
        "Account {Account} watches the last activity of users, of which its network {Network} tells nothing: nobody will be told of it.")]
    private partial void LogMute(string account, string network);

    /// <summary>What was done the last time.</summary>
    /// <param name="Watches">For which watches; null before the first.</param>
    /// <param name="At">When.</param>
    /// <param name="SubscribedAt">When it was subscribed last; null before.</param>
    /// <param name="IsDone">Whether it is nobody's turn any more.</param>
    private sealed record Turn(
        AccountWatches? Watches = null, DateTimeOffset At = default, long? SubscribedAt = null, bool IsDone = false);
}
