using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity.Looking;

/// <summary>Has the network tell by itself of those who were active last, where it can.</summary>
internal sealed partial class ActivitySubscriptions(
    ActivityStore store,
    AccountConnections connections,
    AccountActivities accounts,
    RequestService requests,
    Looker looker,
    ActivityRecorder recorder,
    IOptions<ActivityOptions> options,
    TimeProvider time,
    ILogger<ActivitySubscriptions> logger)
{
    /// <summary>Whether the account's network can do such a thing.</summary>
    public bool CanAsk(AccountRef account, Type request) =>
        connections.TryFind(account, out var connection) && Abilities.AreOffered(connection.AnyConnector, request);

    /// <summary>
    /// Subscribes to those who have become active, in the place of those who no longer are, or whom nobody watches any more. Somebody keeps the place as long as there are not
    /// twice as many before them, so that they do not take turns all the time.
    /// </summary>
    /// <returns>
    /// Whether there is nothing to do for a while; false while the account is not connected, or the network has spoken of nobody yet.
    /// </returns>
    /// <exception cref="Storage.StorageException">The database is away.</exception>
    public async Task<bool> RefreshAsync(AccountRef account, AccountWatches watches, CancellationToken cancellationToken)
    {
        var most = options.Value.MaxSubscriptions;
        if (!options.Value.UseSubscriptions || most == 0 || !CanAsk(account, typeof(WatchActivity)))
        {
            return true;
        }

        var own = accounts[account];
        var first = await store.FindMostActiveAsync(account, watches.Sources, 2 * most, cancellationToken);
        var kept = own.Subscribed.Intersect(first, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        string[] left = [.. own.Subscribed.Except(kept, StringComparer.Ordinal)];
        string[] come = [.. first.Where(user => !kept.Contains(user)).Take(Math.Max(0, most - kept.Count))];
        var wereAsked = await TrySetAsync(own, left, isWanted: false, cancellationToken)
            && await TrySetAsync(own, come, isWanted: true, cancellationToken);

        // Those who have left are asked about as others are from now on, and what has happened before the subscription nobody has told.
        await store.HastenAsync(account, [.. left.Where(user => !own.IsSubscribed(user))], time.GetUtcNow() + options.Value.Interval, cancellationToken);
        var looked = await looker.LookAsync(own, come.Where(own.IsSubscribed), cancellationToken);
        await recorder.RecordAllAsync(own, looked.Sightings, cancellationToken);
        return wereAsked && first.Count > 0;
    }

    /// <summary>Asks about those of whom the network has perhaps told nothing while the account was away.</summary>
    /// <exception cref="Storage.StorageException">The database is away.</exception>
    public async Task CatchUpAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var own = accounts[account];
        if (own.HasMissed)
        {
            own.HasMissed = false; // before, because more may be missed meanwhile
            try
            {
                await store.HastenAsync(account, own.Subscribed, time.GetUtcNow(), cancellationToken);
            }
            catch
            {
                own.HasMissed = true;
                throw;
            }
        }
    }

    // Those who are refused are asked about as the others. False when the account is not connected: nobody was asked then from there on.
    private async Task<bool> TrySetAsync(
        AccountActivity account, IEnumerable<string> users, bool isWanted, CancellationToken cancellationToken)
    {
        foreach (var user in users)
        {
            if (!isWanted && account.IsAskedByBot(user))
            {
                account.SetSubscribed(user, isSubscribed: false);
                continue;
            }

            await account.PaceAsync(cancellationToken);
            try
            {
                await requests.AnswerAsync(
                    new WatchActivity { Account = account.Account, User = new UserRef(user), IsWatching = isWanted }, cancellationToken);
                account.SetSubscribed(user, isWanted);
            }
            catch (RequestFailedException error)
            {
                LogRefused(account.Account.Id, error.Message);
                if (!connections.IsConnected(account.Account))
                {
                    return false;
                }

                account.SetSubscribed(user, isSubscribed: false);
            }
        }

        return true;
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} could not subscribe to somebody's activity: {Problem}")]
    private partial void LogRefused(string account, string problem);
}
