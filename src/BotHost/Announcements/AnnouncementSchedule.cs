using BotPlatform.BotHost.Scheduling;
using Microsoft.Extensions.Options;
using Quartz;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Enters the configured announcements into the schedule at start.</summary>
internal sealed class AnnouncementSchedule(
    IOptions<AnnouncementsOptions> options, Announcer announcer, ISchedulerFactory schedulers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var announcement in options.Value.All)
        {
            announcer.AccountOf(announcement); // an unknown one is an error now, not at nine o'clock
            await scheduler.ScheduleJob(Job(announcement), Trigger(announcement), cancellationToken: cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IJobDetail Job(AnnouncementOptions announcement) =>
        JobBuilder.Create<AnnouncementJob>()
            .WithIdentity(announcement.Name, "announcements")
            .UsingJobData(AnnouncementJob.NameKey, announcement.Name)
            .Build();

    private static ITrigger Trigger(AnnouncementOptions announcement)
    {
        _ = CronSchedules.TryParse(announcement.Cron, out var cron);
        return TriggerBuilder.Create()
            .WithIdentity(announcement.Name, "announcements")
            .WithCronSchedule(cron!.CronExpressionString, schedule => schedule
                .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(announcement.TimeZone))
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
    }
}
