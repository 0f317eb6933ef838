using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Begins runs of announcements, stops them, and has them tried again.</summary>
internal sealed class RunChanges(
    IAnnouncementStore store,
    AnnouncementFinder finder,
    AnnouncementSettling settling,
    AnnouncementTimes times,
    AnnouncementReader reader,
    TimeProvider time)
{
    public async Task<RunDetails> StartAsync(StartAnnouncementRun start, CancellationToken cancellationToken)
    {
        var announcement = await finder.FindAsync(start.Name, start.By, cancellationToken);
        if (start.By.Way == RequestWay.Schedule && announcement.Definition.Schedule is null
            && !await finder.HasRunAsync(start.Name, start.DueAt, cancellationToken))
        {
            throw AnnouncementRefusals.Refused($"The announcement '{start.Name}' has no schedule any more.");
        }

        if (await WaitingAsync(announcement, start.DueAt, cancellationToken) is { } waiting)
        {
            return await reader.DescribeAsync(start.Name, waiting.Number, cancellationToken);
        }

        var audit = AuditNames.Record(start, time.GetUtcNow(), $"due {start.DueAt.UtcDateTime:u}");
        var (run, _) = announcement.State == AnnouncementState.Cancelled
            ? throw AnnouncementRefusals.Refused(IsCancelled(start.Name))
            : await store.StartRunAsync(announcement.Definition, start.DueAt, isTest: false, audit, cancellationToken);

        // Who cancelled it meanwhile may not have seen the run.
        var after = await store.FindAsync(start.Name, cancellationToken);
        if (after is { State: AnnouncementState.Cancelled })
        {
            await store.MoveRunAsync(run.Number, RunStates.Open, RunState.Stopped, problem: null, audit: null, cancellationToken);
        }
        else if (after is { State: AnnouncementState.Active } && times.IsOver(after.Definition.Schedule))
        {
            await settling.CompleteAsync(after, cancellationToken);
        }

        return await reader.DescribeAsync(start.Name, run.Number, cancellationToken);
    }

    public async Task<RunDetails> StopAsync(StopRun stop, CancellationToken cancellationToken)
    {
        await finder.FindAsync(stop.Name, stop.By, cancellationToken);
        var run = stop.Run is not null ? (await finder.FindRunAsync(stop.Name, stop.Run, cancellationToken)).Number
            : await finder.OpenAsync(stop.Name, cancellationToken) is [var latest, ..] ? latest
            : throw AnnouncementRefusals.Refused($"Nothing of the announcement '{stop.Name}' is being sent.");
        var audit = AuditNames.Record(stop, time.GetUtcNow(), $"run {run}");
        if (!await store.MoveRunAsync(run, RunStates.Open, RunState.Stopped, problem: null, audit, cancellationToken)
            && await store.FindRunAsync(run, cancellationToken) is not { State: RunState.Stopped })
        {
            throw AnnouncementRefusals.Refused($"Run {run} of the announcement '{stop.Name}' is over already.");
        }

        return await reader.DescribeAsync(stop.Name, run, cancellationToken);
    }

    public async Task<RetriedRun> RetryAsync(RetryFailed retry, CancellationToken cancellationToken)
    {
        var announcement = await finder.FindAsync(retry.Name, retry.By, cancellationToken);
        var run = await finder.FindRunAsync(retry.Name, retry.Run, cancellationToken);
        if (WhyNoRetry(announcement, run) is { } refusal)
        {
            throw AnnouncementRefusals.Refused(refusal);
        }

        var now = time.GetUtcNow();
        var retried = await store.RetryAsync(run.Number, AuditNames.Record(retry, now, $"run {run.Number}"), cancellationToken);
        if (retried == 0)
        {
            throw AnnouncementRefusals.Refused($"Nobody was refused or failed in run {run.Number} of the announcement '{retry.Name}'.");
        }

        return new RetriedRun { Run = await reader.DescribeAsync(retry.Name, run.Number, cancellationToken), Retried = retried };
    }

    public async Task<RunDetails> TestAsync(TestAnnouncement test, CancellationToken cancellationToken)
    {
        var announcement = await finder.FindAsync(test.Name, test.By, cancellationToken);
        if (announcement.State == AnnouncementState.Cancelled)
        {
            throw AnnouncementRefusals.Refused(IsCancelled(test.Name));
        }

        var now = time.GetUtcNow();
        var alone = TestSend.For(announcement.Definition, test.To);
        var audit = AuditNames.Record(test, now, $"to user {test.To.Id}");
        var (run, _) = await store.StartRunAsync(alone, now, isTest: true, audit, cancellationToken);
        return await reader.DescribeAsync(test.Name, run.Number, cancellationToken);
    }

    private static string IsCancelled(string name) => $"The announcement '{name}' is cancelled.";

    private static string? WhyNoRetry(StoredAnnouncement announcement, StoredRun run)
    {
        var what = $"Run {run.Number} of the announcement '{announcement.Definition.Name}'";
        return announcement.State == AnnouncementState.Cancelled ? IsCancelled(announcement.Definition.Name)
            : run.State is RunState.Due or RunState.Collecting ? $"{what} has not been sent to anybody yet."
            : run.State is RunState.Stopped ? $"{what} was stopped, and stays so."
            : run.State is RunState.Failed ? $"{what} has found no recipients: {run.Problem}"
            : null;
    }

    /// <summary>While an announcement is paused, what is due waits: all of it, or the first alone, or nothing, as its schedule says.</summary>
    private async Task<FoundRun?> WaitingAsync(StoredAnnouncement announcement, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        if (announcement.State != AnnouncementState.Paused || announcement.Definition.Schedule is not { } schedule)
        {
            return null;
        }

        return schedule.Misfire switch
        {
            ScheduleMisfire.CatchUp => null,
            ScheduleMisfire.RunOnce => await finder.FindLatestAsync(announcement.Definition.Name, [RunState.Due], cancellationToken),
            _ => throw AnnouncementRefusals.Refused(
                $"The announcement '{announcement.Definition.Name}' is paused, and skips what is due meanwhile: {dueAt.UtcDateTime:u}."),
        };
    }
}
