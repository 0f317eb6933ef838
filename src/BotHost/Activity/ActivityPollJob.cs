using BotPlatform.BotHost.Scheduling.Jobs;

namespace BotPlatform.BotHost.Activity;

/// <summary>Tells all hosts that it is time to look for the users of an account. It asks nobody itself.</summary>
internal sealed class ActivityPollJob(ActivityBells bells) : IScheduledJob
{
    /// <summary>Of its schedules; their ids are the names of accounts.</summary>
    public const string Group = "activity";

    public Task RunAsync(DueRun run, CancellationToken cancellationToken) => bells.RingEverywhereAsync(run.Id, cancellationToken);
}
