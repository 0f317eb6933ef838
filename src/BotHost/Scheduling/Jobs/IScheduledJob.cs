namespace BotPlatform.BotHost.Scheduling.Jobs;

/// <summary>What is done when a schedule of a group is due. It knows what by the id, so nothing else is kept with the schedule.</summary>
internal interface IScheduledJob
{
    /// <summary>Does it. Runs of one id come one after the other, also where several hosts share the work.</summary>
    /// <param name="run">Which run. It may come again when a host was killed meanwhile: the same <see cref="DueRun"/> is the same run.</param>
    /// <param name="cancellationToken">Fires when the host does not wait any longer: the run comes again, here or on another host.</param>
    /// <exception cref="Storage.StorageException">Something is away: it is tried again until it is back.</exception>
    /// <exception cref="Exception">It failed: it is tried again a few times.</exception>
    Task RunAsync(DueRun run, CancellationToken cancellationToken);
}

/// <summary>A run that is due.</summary>
/// <param name="Group">Which kind of job.</param>
/// <param name="Id">What of that kind.</param>
/// <param name="DueAt">
/// When it was due, in UTC and to the second. Group, id and this name the run: they are the same on every host and after every restart. Of runs that
/// were missed together and are one now (<see cref="Contracts.Announcements.ScheduleMisfire.RunOnce"/>) it is the first.
/// </param>
internal sealed record DueRun(string Group, string Id, DateTimeOffset DueAt);
