using Quartz;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Tells the <see cref="Announcer"/> that an announcement is due.</summary>
internal sealed class AnnouncementJob(Announcer announcer) : IJob
{
    /// <summary>The job's data: which announcement.</summary>
    public const string NameKey = "name";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.MergedJobDataMap.GetString(NameKey)!;
        await announcer.PostAsync(name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
    }
}
