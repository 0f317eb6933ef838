using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using Quartz;

namespace BotPlatform.BotHost.Announcements;

/// <summary>
/// Says on the bus that an announcement is due, and repeats it until somebody has taken it over. The same announcement at the same time is
/// the same run, however often this is done and on however many hosts.
/// </summary>
internal sealed partial class AnnouncementJob(AnnouncementClient announcements, TimeProvider time, ILogger<AnnouncementJob> logger) : IJob
{
    /// <summary>The job's data: which announcement.</summary>
    public const string NameKey = "name";

    private static readonly Requester Schedule = new() { Way = RequestWay.Schedule };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.MergedJobDataMap.GetString(NameKey)!;
        var dueAt = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        var start = new StartAnnouncementRun
        {
            RequestId = $"schedule/{name}/{dueAt.UtcDateTime:O}",
            By = Schedule,
            Name = name,
            DueAt = dueAt,
        };
        var outage = new Outage($"The announcement {name}", "be begun", time, logger);
        await outage.OutlastAsync(token => StartAsync(start, token), cancellationToken);
    }

    private async Task StartAsync(StartAnnouncementRun start, CancellationToken cancellationToken)
    {
        try
        {
            var run = await announcements.AskAsync(start, cancellationToken);
            LogStarted(start.Name, start.DueAt, run.Run);
        }
        catch (RequestFailedException error) when (AnnouncementRefusals.IsFinal(error))
        {
            LogRefused(start.Name, start.DueAt, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The announcement {Name}, due at {DueAt}, begins: run {Run}.")]
    private partial void LogStarted(string name, DateTimeOffset dueAt, long run);

    [LoggerMessage(LogLevel.Warning, "The announcement {Name}, due at {DueAt}, does not begin: {Problem}")]
    private partial void LogRefused(string name, DateTimeOffset dueAt, string problem);
}
