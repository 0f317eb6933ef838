using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>
/// Brings schedules and runs in line with what the database says of an announcement. Doing it twice changes nothing, so whatever was cut
/// off in the middle is mended by doing it again.
/// </summary>
internal sealed class AnnouncementSettling(
    IAnnouncementStore store, AnnouncementFinder finder, AnnouncementTimes times, TimeProvider time)
{
    private static readonly Requester Itself = new() { Way = RequestWay.Schedule };

    /// <returns>How it is then.</returns>
    public async Task<StoredAnnouncement> SettleAsync(StoredAnnouncement announcement, CancellationToken cancellationToken)
    {
        while (true)
        {
            var settled = await SettleOnceAsync(announcement, cancellationToken);
            if (await store.FindAsync(settled.Definition.Name, cancellationToken) is not { } now || now.ChangedAt == settled.ChangedAt)
            {
                return settled;
            }

            announcement = now; // what was done may be wrong for it
        }
    }

    private async Task<StoredAnnouncement> SettleOnceAsync(StoredAnnouncement announcement, CancellationToken cancellationToken)
    {
        var name = announcement.Definition.Name;
        if (announcement.State == AnnouncementState.Cancelled)
        {
            await StopAsync(name, cancellationToken); // also where the schedules cannot be reached
            await times.RemoveAsync(name, cancellationToken);
        }
        else if (announcement.Definition.Schedule is null)
        {
            await times.RemoveAsync(name, cancellationToken); // it may have had one before
            if (announcement.State == AnnouncementState.Active)
            {
                return await StartOnceAsync(announcement, cancellationToken);
            }
        }
        else if (announcement.State != AnnouncementState.Completed)
        {
            var latest = await finder.FindLatestAsync(name, [], cancellationToken);
            await times.SetAsync(announcement, latest?.DueAt, cancellationToken);
        }

        return announcement;
    }

    /// <summary>Stops what is being sent of an announcement.</summary>
    private async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var run in await finder.OpenAsync(name, cancellationToken))
        {
            await store.MoveRunAsync(run, RunStates.Open, RunState.Stopped, problem: null, audit: null, cancellationToken);
        }
    }

    // One without a schedule is due when it became active, and only once: the time is the same whoever looks at it.
    private async Task<StoredAnnouncement> StartOnceAsync(StoredAnnouncement announcement, CancellationToken cancellationToken)
    {
        var name = announcement.Definition.Name;
        if (await finder.FindLatestAsync(name, [], cancellationToken) is null)
        {
            if ((await store.FindAsync(name, cancellationToken))?.ChangedAt != announcement.ChangedAt)
            {
                return announcement; // it may be cancelled meanwhile
            }

            var audit = new AuditRecord(time.GetUtcNow(), AuditNames.Of(Itself), "run", name);
            await store.StartRunAsync(announcement.Definition, announcement.ChangedAt, isTest: false, audit, cancellationToken);
        }

        return await CompleteAsync(announcement, cancellationToken);
    }

    /// <summary>Remembers that nothing more will be due: runs are forgotten some day, and it must not begin again then.</summary>
    /// <returns>How it is then.</returns>
    public async Task<StoredAnnouncement> CompleteAsync(StoredAnnouncement announcement, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var completed = announcement with
        {
            State = AnnouncementState.Completed,
            ChangedAt = AnnouncementVersion.After(announcement.ChangedAt, now),
        };
        var audit = new AuditRecord(now, AuditNames.Of(Itself), "complete", announcement.Definition.Name, "nothing more is due");

        // Where somebody changed it meanwhile, that holds; the next look at it sees to the rest.
        return await store.ReplaceAsync(completed, announcement.ChangedAt, audit, cancellationToken) ? completed : announcement;
    }
}
