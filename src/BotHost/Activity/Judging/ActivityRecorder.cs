using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity.Judging;

/// <summary>
/// Writes down what the network has said of users, and tells what is new. It is told first and written after: whoever is killed in between tells
/// the same again, under the same id. An absence is written down before it is told, because it is named after that, and that it was told after.
/// </summary>
internal sealed partial class ActivityRecorder(
    ActivityStore store, WatchList watches, IEventHandOff events, IOptions<ActivityOptions> options, ILogger<ActivityRecorder> logger)
{
    /// <summary>
    /// Records what was said of some users, of each alone where the database refuses them together. Whom it refuses is looked for late again.
    /// </summary>
    /// <exception cref="StorageException">The database is away: nothing is lost when the same is recorded again.</exception>
    public async Task RecordAllAsync(AccountActivity account, IReadOnlyCollection<Sighting> sightings, CancellationToken cancellationToken)
    {
        try
        {
            await RecordAsync(account, sightings, cancellationToken);
        }
        catch (UnstorableException) when (sightings.Count > 1)
        {
            foreach (var one in sightings)
            {
                await RecordAllAsync(account, [one], cancellationToken);
            }
        }
        catch (UnstorableException error)
        {
            var refused = sightings.Single();
            LogRefused(account.Account.Id, refused.User, error.Message);
            await PutOffAsync(account.Account, refused, cancellationToken);
        }
    }

    /// <summary>Records what was said of some users; those whom nobody watches are passed over.</summary>
    /// <exception cref="StorageException">The database is away: nothing is lost when the same is recorded again.</exception>
    /// <exception cref="UnstorableException">The database refuses one of them, and always will.</exception>
    public Task RecordAsync(AccountActivity account, IReadOnlyCollection<Sighting> sightings, CancellationToken cancellationToken) =>
        sightings.Count == 0 ? Task.CompletedTask : account.AloneAsync(
            async () =>
            {
                var list = watches.For(account.Account);
                var byUser = sightings.ToDictionary(sighting => sighting.User, StringComparer.Ordinal);
                var known = await store.FindAsync(account.Account, byUser.Keys, cancellationToken);
                var judged = known.Select(user => Judge(account, user, byUser[user.Id], list.Of(user))).ToList();
                await TellAsync(judged.SelectMany(one => ActivityEvents.News(account.Account, one.Judgement)), cancellationToken);
                await store.SaveAsync(account.Account, [.. judged.Select(one => one.Judgement.After)], cancellationToken);
                await TellAbsencesAsync(account.Account, judged, cancellationToken);
            },
            cancellationToken);

    private async Task PutOffAsync(AccountRef account, Sighting refused, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(account, [refused.User], cancellationToken);
        await store.SaveAsync(account, [.. known.Select(user => user with { NextLook = refused.At + NextLook.LongestSilence })], cancellationToken);
    }

    private (Judgement Judgement, IReadOnlyList<Watch> Crossed) Judge(
        AccountActivity account, WatchedUser user, Sighting sighting, IReadOnlyList<Watch> meant)
    {
        var judgement = Judgement.Of(user, sighting, meant, IntervalAfter(account, sighting, meant), Chance());
        return (judgement, sighting.LastActiveAt is null ? [] : judgement.Crossed(meant));
    }

    // What the network says by itself is looked at once more before it is relied on: who goes within a second of coming is told of as one who
    // comes (section 4.13).
    private TimeSpan IntervalAfter(AccountActivity account, Sighting sighting, IReadOnlyList<Watch> watches)
    {
        var interval = watches.Select(watch => watch.Interval).DefaultIfEmpty(NextLook.LongestSilence).Min();
        return !sighting.IsPushed && account.IsSubscribed(sighting.User) && options.Value.SafetyInterval > interval
            ? options.Value.SafetyInterval
            : interval;
    }

    private async Task TellAbsencesAsync(
        AccountRef account, List<(Judgement Judgement, IReadOnlyList<Watch> Crossed)> judged, CancellationToken cancellationToken)
    {
        var crossed = judged.Where(one => one.Crossed.Count > 0).ToList();
        if (crossed.Count == 0)
        {
            return;
        }

        await TellAsync(crossed.SelectMany(one => ActivityEvents.Absences(account, one.Judgement.After, one.Crossed)), cancellationToken);
        await store.SaveAsync(account, [.. crossed.Select(one => WithTold(one.Judgement.After, one.Crossed))], cancellationToken);
    }

    private static WatchedUser WithTold(WatchedUser user, IReadOnlyList<Watch> crossed) =>
        user with { Told = [.. user.Told.Union(crossed.Select(watch => watch.Name), StringComparer.Ordinal)] };

    // From 0 to 1.
#pragma warning disable CA5394 // Spreading load needs no secret randomness.
    private static double Chance() => Random.Shared.NextDouble();
#pragma warning restore CA5394

    // They are on their way in their order before the first is waited for.
    private Task TellAsync(IEnumerable<IAccountEvent> news, CancellationToken cancellationToken) =>
        Task.WhenAll(news.Select(one => events.AcceptAsync(one)).ToList()).WaitAsync(cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Account {Account} cannot write down what was seen of the user {User}: {Problem}")]
    private partial void LogRefused(string account, string user, string problem);
}
