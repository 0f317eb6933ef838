using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>
/// Looks up who gets what is due, and puts them into the ledger, a page at a time: each page is kept with where the next one begins, so another
/// process goes on there. Several runs are looked up at the same time, so that one which the network does not answer stops no other.
/// </summary>
internal sealed partial class AudienceWork(
    IAnnouncementStore store, IAudienceReader audience, AnnouncementBell bell, TimeProvider time, ILogger<AudienceWork> logger) : IAccountWork
{
    private const int AtOnce = 8;

    private readonly Outage _outage = new("Runs of announcements", "be read", time, logger);

    public async Task RunAsync(AccountRef account, CancellationToken ended)
    {
        var wake = new WakeUp(time);
        using var listening = bell.Listen(wake.Call);
        var lookUps = new Dictionary<long, LookUp>();
        try
        {
            while (true)
            {
                var runs = await _outage.OutlastAsync(token => store.OpenRunsAsync(account, token), ended);
                await ChangeAsync(lookUps, [.. runs.Where(run => run.State is RunState.Due or RunState.Collecting)], ended);
                await wake.SleepAsync(Rounds.LookEvery, ended);
            }
        }
        finally
        {
            await EndAsync(lookUps, lookUps.Keys);
        }
    }

    private async Task ChangeAsync(Dictionary<long, LookUp> lookUps, IReadOnlyList<StoredRun> open, CancellationToken ended)
    {
        var now = time.GetUtcNow();
        var expired = open.Where(run => run.ExpiresAt <= now).ToList();
        var alive = open.Except(expired).ToDictionary(run => run.Number);
        await EndAsync(lookUps, lookUps.Where(one => one.Value.Task.IsCompleted || !alive.ContainsKey(one.Key)).Select(one => one.Key));
        foreach (var run in expired)
        {
            await _outage.OutlastAsync(token => ExpireAsync(run, token), ended);
        }

        foreach (var run in alive.Values.Where(run => !lookUps.ContainsKey(run.Number)).OrderBy(run => !run.IsTest).ThenBy(run => run.Number))
        {
            if (lookUps.Count < AtOnce)
            {
                lookUps.Add(run.Number, LookUp.Begin(token => LookUpAsync(run, token), ended));
            }
        }
    }

    private static async Task EndAsync(Dictionary<long, LookUp> lookUps, IEnumerable<long> over)
    {
        foreach (var run in over.ToList())
        {
            if (lookUps.Remove(run, out var lookUp))
            {
                await lookUp.DisposeAsync();
            }
        }
    }

    private async Task LookUpAsync(StoredRun run, CancellationToken ended)
    {
        try
        {
            await CollectAsync(run, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is AudienceException or UnstorableException)
        {
            LogFailed(run.Definition.Name, run.DueAt, error.Message);
            await _outage.OutlastAsync(token => FailAsync(run, error.Message, token), ended);
        }
        catch (Exception error)
        {
            LogWaiting(error, run.Definition.Name, run.DueAt, error.Message);
            await _outage.OutlastAsync(
                token => store.TellAsync(run.Number, 0, $"The recipients cannot be looked up now: {error.Message}", token), ended);
            await Task.Delay(Rounds.LookEvery, time, ended); // then it goes on where it was
        }
    }

    private async Task CollectAsync(StoredRun run, CancellationToken ended)
    {
        await foreach (var page in audience.ReadAsync(run.Definition, run.Cursor, ended))
        {
            if (!await store.AddRecipientsAsync(run.Number, page.Recipients, page.Next, page.Next is null, ended))
            {
                return; // or somebody has stopped it
            }

            if (page.Next is null)
            {
                break;
            }
        }

        bell.Ring();
    }

    private async Task<bool> ExpireAsync(StoredRun run, CancellationToken cancellationToken) =>
        run.ExpiresAt <= time.GetUtcNow() && await store.MoveRunAsync(
            run.Number, [RunState.Due, RunState.Collecting], RunState.Expired, "It expired before its recipients were looked up.",
            audit: null, cancellationToken);

    private Task<bool> FailAsync(StoredRun run, string problem, CancellationToken cancellationToken) => store.MoveRunAsync(
        run.Number, [RunState.Due, RunState.Collecting], RunState.Failed, problem, audit: null, cancellationToken);

    private sealed class LookUp : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ended;

        private LookUp(CancellationTokenSource ended, Task task) => (_ended, Task) = (ended, task);

        public Task Task { get; }

        public static LookUp Begin(Func<CancellationToken, Task> work, CancellationToken ended)
        {
            var own = CancellationTokenSource.CreateLinkedTokenSource(ended);
            return new LookUp(own, Task.Run(() => work(own.Token), CancellationToken.None));
        }

        public async ValueTask DisposeAsync()
        {
            await _ended.CancelAsync();
            await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ended.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Announcement {Name}, due at {DueAt:u}, goes to nobody: {Problem}")]
    private partial void LogFailed(string name, DateTimeOffset dueAt, string problem);

    [LoggerMessage(LogLevel.Warning, "The recipients of announcement {Name}, due at {DueAt:u}, cannot be looked up now; trying again: {Problem}")]
    private partial void LogWaiting(Exception error, string name, DateTimeOffset dueAt, string problem);
}
