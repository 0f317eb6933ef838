using BotPlatform.BotHost.Scheduling.Jobs;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Tells the <see cref="Announcer"/> that an announcement is due.</summary>
internal sealed class AnnouncementJob(Announcer announcer) : IScheduledJob
{
    /// <summary>Of its schedules.</summary>
    public const string Group = "announcements";

    public Task RunAsync(DueRun run, CancellationToken cancellationToken) => announcer.PostAsync(run.Id, run.DueAt, cancellationToken);
}
