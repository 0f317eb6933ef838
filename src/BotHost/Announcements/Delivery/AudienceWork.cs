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
/// process goes on there.
/// </summary>
internal sealed partial class AudienceWork(
    IAnnouncementStore store, IAudienceReader audience, AnnouncementBell bell, TimeProvider time, ILogger<AudienceWork> logger) : IAccountWork
{
    private readonly Outage _outage = new("Runs of announcements", "be read", time, logger);

    public async Task RunAsync(AccountRef account, CancellationToken ended)
    {
        var wake = new WakeUp(time);
        using var listening = bell.Listen(wake.Call);
        while (true)
        {
            var failed = false;
            foreach (var run in await _outage.OutlastAsync(token => store.OpenRunsAsync(account, token), ended))
            {
                failed |= run.State is RunState.Due or RunState.Collecting && !await TryCollectAsync(run, ended);
            }

            if (!failed)
            {
                await wake.SleepAsync(Rounds.LookEvery, ended);
                continue;
            }

            await Task.Delay(Rounds.LookEvery, time, ended); // whoever calls meanwhile does not make the network better
        }
    }

    /// <returns>False when it may succeed later.</returns>
    private async Task<bool> TryCollectAsync(StoredRun run, CancellationToken ended)
    {
        try
        {
            await CollectAsync(run, ended);
            return true;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is AudienceException or UnstorableException)
        {
            LogFailed(run.Definition.Name, run.DueAt, error.Message);
            await _outage.OutlastAsync(token => FailAsync(run, error.Message, token), ended);
            return true;
        }
        catch (Exception error)
        {
            LogWaiting(error, run.Definition.Name, run.DueAt, error.Message);
            await _outage.OutlastAsync(
                token => store.TellAsync(run.Number, 0, $"The recipients cannot be looked up now: {error.Message}", token), ended);
            return false;
        }
    }

    private async Task CollectAsync(StoredRun run, CancellationToken ended)
    {
        if (await ExpireAsync(run, ended))
        {
            return;
        }

        await foreach (var page in audience.ReadAsync(run.Definition, run.Cursor, ended))
        {
            if (await ExpireAsync(run, ended) || !await store.AddRecipientsAsync(run.Number, page.Recipients, page.Next, page.Next is null, ended))
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

    [LoggerMessage(LogLevel.Warning, "Announcement {Name}, due at {DueAt:u}, goes to nobody: {Problem}")]
    private partial void LogFailed(string name, DateTimeOffset dueAt, string problem);

    [LoggerMessage(LogLevel.Warning, "The recipients of announcement {Name}, due at {DueAt:u}, cannot be looked up now; trying again: {Problem}")]
    private partial void LogWaiting(Exception error, string name, DateTimeOffset dueAt, string problem);
}
