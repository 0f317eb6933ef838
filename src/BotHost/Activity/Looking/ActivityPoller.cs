using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity.Looking;

/// <summary>Looks for the users of an account whose turn it is.</summary>
internal sealed partial class ActivityPoller(
    ActivityStore store,
    WatchList watches,
    AccountActivities accounts,
    Looker looker,
    ActivityRecorder recorder,
    IOptions<ActivityOptions> options,
    TimeProvider time,
    ILogger<ActivityPoller> logger)
{
    private const int Fewest = 16;
    private const int Most = 512;

    // What was asked in this time is asked again after a kill.
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Looks for some of those whose turn it is, who wait longest. While the account is not connected they stay first.
    /// </summary>
    /// <returns>Whether it may be more people's turn now.</returns>
    /// <exception cref="Storage.StorageException">The database is away.</exception>
    public async Task<bool> RunDueAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var own = accounts[account];
        var atOnce = options.Value.Rate == 0 ? Most : (int)Math.Clamp(options.Value.Rate * StepTime.TotalSeconds, Fewest, Most);
        var due = await store.FindDueAsync(account, time.GetUtcNow(), atOnce, cancellationToken);
        if (due.Count == 0)
        {
            return false;
        }

        var list = watches.For(account);
        var (watched, unwatched) = (due.Where(user => list.Of(user).Count > 0), due.Where(user => list.Of(user).Count == 0));
        await PutOffAsync(account, unwatched, cancellationToken);
        var looked = await looker.LookAsync(own, watched.Select(user => user.Id), cancellationToken);
        await recorder.RecordAllAsync(own, looked.Sightings, cancellationToken);
        if (looked.Obstacle is not { } obstacle)
        {
            return due.Count == atOnce;
        }

        LogObstacle(account.Id, obstacle);
        return false;
    }

    // Who has talked to a bot that is off, or gone, perhaps for a while only.
    private Task PutOffAsync(AccountRef account, IEnumerable<WatchedUser> users, CancellationToken cancellationToken)
    {
        var later = time.GetUtcNow() + NextLook.LongestSilence;
        return store.SaveAsync(account, [.. users.Select(user => user with { NextLook = later })], cancellationToken);
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} cannot look for users now: {Obstacle}")]
    private partial void LogObstacle(string account, string obstacle);
}
