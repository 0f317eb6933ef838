using System.Globalization;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements;

/// <summary>When announcements are due.</summary>
internal sealed class AnnouncementTimes(JobSchedules jobs, TimeProvider time)
{
    // Somebody waits for the answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A schedule that counts from a time which it says itself, so that it means the same whenever it is read.</summary>
    /// <exception cref="ScheduleException">It cannot be understood.</exception>
    public AnnouncementSchedule? Anchor(AnnouncementSchedule? schedule)
    {
        if (schedule is not { From: null } || (schedule.Every is null && schedule.Rule is null))
        {
            return schedule;
        }

        var clock = ZoneClock.Of(schedule.TimeZone);
        var start = clock.LocalOf(time.GetUtcNow() + (schedule.Every ?? TimeSpan.Zero));
        return schedule with { From = start.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) };
    }

    /// <summary>
    /// Sees to it that an announcement is due when its schedule says. What was due since its last run is made up for, as it says, but
    /// nothing from before its last change.
    /// </summary>
    /// <returns>When it is due next; null for never.</returns>
    /// <exception cref="StorageException">The schedules cannot be reached.</exception>
    public async Task<DateTimeOffset?> SetAsync(
        StoredAnnouncement announcement, DateTimeOffset? lastDueAt, CancellationToken cancellationToken)
    {
        await jobs.ReadyAsync(Patience, cancellationToken);
        return await jobs.SetAsync(
            AnnouncementJob.Group,
            announcement.Definition.Name,
            announcement.Definition.Schedule!,
            lastDueAt > announcement.ChangedAt ? lastDueAt : announcement.ChangedAt,
            cancellationToken);
    }

    /// <summary>Sees to it that an announcement is never due.</summary>
    /// <exception cref="StorageException">The schedules cannot be reached.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await jobs.ReadyAsync(Patience, cancellationToken);
        await jobs.RemoveAsync(AnnouncementJob.Group, name, cancellationToken);
    }

    /// <summary>The next times, from now on.</summary>
    public IReadOnlyList<DueTime> Next(AnnouncementSchedule schedule, int count)
    {
        var now = time.GetUtcNow();
        return [.. Schedule.Read(schedule, now).Next(now, count).Select(run => new DueTime(run.Local, run.Note))];
    }

    /// <summary>Whether nothing is due any more.</summary>
    public bool IsOver(AnnouncementSchedule? schedule) => schedule is null || Next(schedule, 1).Count == 0;

    /// <summary>Why a schedule cannot be used; null when it can.</summary>
    public string? ProblemOf(AnnouncementSchedule schedule) => ScheduleCheck.Problem(schedule, time.GetUtcNow());

    /// <summary>Why a schedule cannot be understood; null when it can, also where it is over.</summary>
    public static string? LastingProblemOf(AnnouncementSchedule schedule) => ScheduleCheck.Problem(schedule, DateTimeOffset.UnixEpoch);
}
