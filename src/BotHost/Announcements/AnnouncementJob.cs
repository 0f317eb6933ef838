using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements;

/// <summary>
/// Says on the bus that an announcement is due, and repeats it until somebody has taken it over. The same announcement at the same time is
/// the same run, however often this is done and on however many hosts.
/// </summary>
internal sealed partial class AnnouncementJob(AnnouncementClient announcements, TimeProvider time, ILogger<AnnouncementJob> logger)
    : IScheduledJob
{
    /// <summary>Of its schedules.</summary>
    public const string Group = "announcements";

    private static readonly Requester Schedule = new() { Way = RequestWay.Schedule };

    private readonly Outage _outage = new("Announcements that are due", "be begun", time, logger);

    public Task RunAsync(DueRun run, CancellationToken cancellationToken)
    {
        var start = new StartAnnouncementRun
        {
            RequestId = $"schedule/{run.Id}/{run.DueAt.UtcDateTime:O}",
            By = Schedule,
            Name = run.Id,
            DueAt = run.DueAt,
        };
        return _outage.OutlastAsync(token => StartAsync(start, token), cancellationToken);
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
