using BotPlatform.BotHost.Scheduling;
using BotPlatform.Contracts.Announcements;
using Quartz;

namespace BotPlatform.BotHost.Announcements;

/// <summary>When announcements are due.</summary>
internal sealed class AnnouncementTimes(ISchedulerFactory schedulers, TimeProvider time)
{
    private const string Group = "announcements";

    /// <summary>Sees to it that an announcement is due when its schedule says.</summary>
    public async Task SetAsync(string name, AnnouncementSchedule schedule, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        _ = CronSchedules.TryParse(schedule.Cron ?? "", out var cron);
        var job = JobBuilder.Create<AnnouncementJob>().WithIdentity(name, Group).UsingJobData(AnnouncementJob.NameKey, name).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(name, Group).WithCronSchedule(cron!.CronExpressionString, one => one
            .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone))
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.DeleteJob(job.Key, cancellationToken);
        await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
    }

    /// <summary>Sees to it that an announcement is never due.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.DeleteJob(new JobKey(name, Group), cancellationToken);
    }

    /// <summary>The next times, from now on.</summary>
    public IReadOnlyList<DueTime> Next(AnnouncementSchedule schedule, int count) => Next(schedule, time.GetUtcNow(), count);

    /// <summary>Whether nothing is due behind a time.</summary>
    public bool IsLast(AnnouncementSchedule? schedule, DateTimeOffset dueAt) => 
        schedule is null || Next(schedule, dueAt > time.GetUtcNow() ? dueAt : time.GetUtcNow(), 1).Count == 0;

    private static List<DueTime> Next(AnnouncementSchedule schedule, DateTimeOffset after, int count)
    {
        var next = new List<DueTime>();
        if (CronSchedules.TryParse(schedule.Cron ?? "", out var cron))
        {
            while (next.Count < count && cron.GetNextValidTimeAfter(after) is { } at)
            {
                next.Add(new DueTime(at));
                after = at;
            }
        }

        return next;
    }
}
