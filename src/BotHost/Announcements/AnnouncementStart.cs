using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Announcements;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Enters the configured announcements into the schedule at start, and takes out those that are configured no more.</summary>
internal sealed class AnnouncementStart(
    IOptions<AnnouncementsOptions> options, Announcer announcer, JobSchedules schedules, TimeProvider time, ILogger<AnnouncementStart> logger)
    : BackgroundService
{
    private readonly Outage _outage = new("Announcements", "be scheduled", time, logger);

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var announcement in options.Value.All)
        {
            announcer.AccountOf(announcement); // an unknown one is an error now, not at nine o'clock
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _outage.OutlastAsync(SetAllAsync, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops before it could begin.
        }
    }

    private async Task SetAllAsync(CancellationToken cancellationToken)
    {
        foreach (var announcement in options.Value.All)
        {
            var schedule = new AnnouncementSchedule { Cron = announcement.Cron, TimeZone = announcement.TimeZone };
            await schedules.SetAsync(AnnouncementJob.Group, announcement.Name, schedule, since: null, cancellationToken);
        }

        var names = options.Value.All.Select(announcement => announcement.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var set in await schedules.ListAsync(AnnouncementJob.Group, cancellationToken))
        {
            if (!names.Contains(set.Id))
            {
                await schedules.RemoveAsync(AnnouncementJob.Group, set.Id, cancellationToken);
            }
        }
    }
}
