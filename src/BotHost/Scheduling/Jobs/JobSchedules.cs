using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Announcements;
using Microsoft.Extensions.Options;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Jobs;

/// <summary>
/// Sets when the <see cref="IScheduledJob"/> of a group runs for an id. What is set outlives the host, and where several hosts share the database
/// it is set for all of them, and each run is carried out by one. All calls wait until the scheduler runs; <see cref="ReadyAsync"/> limits that.
/// </summary>
internal sealed class JobSchedules(SchedulerHost host, IOptions<SchedulingOptions> options, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Waits until the scheduler runs.</summary>
    /// <param name="patience">For so long at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">It took longer.</exception>
    public async Task ReadyAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await host.Scheduler.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new StorageException("The schedules cannot be reached: this host does not follow them yet.", error);
        }
    }

    /// <summary>Sets a schedule. The same one again changes nothing, and another one replaces it.</summary>
    /// <param name="group">Of the job, as it was registered.</param>
    /// <param name="id">For what it shall run.</param>
    /// <param name="schedule">When. It must be readable; whether it is sensible was asked before (<see cref="ScheduleCheck"/>).</param>
    /// <param name="since">
    /// The last run that is known to be done, or the time at which the schedule was made. What was due later and is not set yet was missed. Default now.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The next run; null when there is none, and nothing is set then.</returns>
    /// <exception cref="ScheduleException">The schedule cannot be understood.</exception>
    /// <exception cref="StorageException">The database is away.</exception>
    public async Task<DateTimeOffset?> SetAsync(
        string group, string id, AnnouncementSchedule schedule, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _ = Schedule.Read(schedule, now);
        return await AskAsync(scheduler => SetAsync(scheduler, Trigger(group, id, schedule, since ?? now), cancellationToken), cancellationToken);
    }

    /// <summary>Runs something again and again, once for all hosts; what was missed is one late run.</summary>
    /// <param name="group">Of the job, as it was registered.</param>
    /// <param name="id">For what it shall run.</param>
    /// <param name="every">The time between two runs, in whole seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The database is away.</exception>
    public Task<DateTimeOffset?> SetEveryAsync(string group, string id, TimeSpan every, CancellationToken cancellationToken) =>
        SetAsync(group, id, new AnnouncementSchedule { Every = every }, since: null, cancellationToken);

    /// <summary>Forgets a schedule. A run that has begun goes on.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StorageException">The database is away.</exception>
    public Task<bool> RemoveAsync(string group, string id, CancellationToken cancellationToken) =>
        AskAsync(async scheduler => await scheduler.DeleteJob(new JobKey(id, group), cancellationToken), cancellationToken);

    /// <summary>Lets it not run until it is resumed, also after a restart.</summary>
    /// <returns>Whether there is such a schedule.</returns>
    /// <exception cref="StorageException">The database is away.</exception>
    public Task<bool> PauseAsync(string group, string id, CancellationToken cancellationToken) =>
        AskAsync(async scheduler => await scheduler.PauseTrigger(new TriggerKey(id, group), cancellationToken), cancellationToken);

    /// <summary>Lets it run again. What was due meanwhile is left out: nobody has missed it.</summary>
    /// <returns>The next run; null when there is none any more or the schedule was not paused.</returns>
    /// <exception cref="StorageException">The database is away.</exception>
    public Task<DateTimeOffset?> ResumeAsync(string group, string id, CancellationToken cancellationToken) =>
        AskAsync(scheduler => ResumeAsync(scheduler, new TriggerKey(id, group), cancellationToken), cancellationToken);

    /// <summary>What is set in a group.</summary>
    /// <exception cref="StorageException">The database is away.</exception>
    public Task<IReadOnlyList<SetSchedule>> ListAsync(string group, CancellationToken cancellationToken) =>
        AskAsync(scheduler => ListAsync(scheduler, group, cancellationToken), cancellationToken);

    /// <summary>Asks the database of the schedules for something small.</summary>
    /// <exception cref="StorageException">It is away.</exception>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        AskAsync(async scheduler => await scheduler.Exists(new JobKey("none", "none"), cancellationToken), cancellationToken);

    private async Task<DateTimeOffset?> SetAsync(IScheduler scheduler, ScheduleTrigger wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await scheduler.GetTrigger(wanted.Key, cancellationToken) is ScheduleTrigger stored)
            {
                var state = await scheduler.GetTriggerState(wanted.Key, cancellationToken);
                return stored.Written == wanted.Written && state != TriggerState.Error && !stored.HasRunAfter(time.GetUtcNow())
                    ? stored.NextFireTimeUtc
                    : await ReplaceAsync(scheduler, wanted, state == TriggerState.Paused, cancellationToken);
            }

            if (wanted.ComputeFirstFireTimeUtc(null) is null)
            {
                return null;
            }

            try
            {
                return await scheduler.ScheduleJob(Job(wanted), wanted, cancellationToken: cancellationToken);
            }
            catch (ObjectAlreadyExistsException)
            {
                // Another host was first: it is looked at.
            }
        }
    }

    private static async Task<DateTimeOffset?> ReplaceAsync(
        IScheduler scheduler, ScheduleTrigger wanted, bool isPaused, CancellationToken cancellationToken)
    {
        if (wanted.ComputeFirstFireTimeUtc(null) is not { } next)
        {
            await scheduler.DeleteJob(wanted.JobKey, cancellationToken);
            return null;
        }

        await scheduler.ScheduleJob(Job(wanted), wanted, new ScheduleJobOptions { Replace = true, Paused = isPaused }, cancellationToken);
        return next;
    }

    private async Task<DateTimeOffset?> ResumeAsync(IScheduler scheduler, TriggerKey key, CancellationToken cancellationToken)
    {
        if (await scheduler.GetTriggerState(key, cancellationToken) != TriggerState.Paused
            || await scheduler.GetTrigger(key, cancellationToken) is not ScheduleTrigger paused)
        {
            return null;
        }

        return await ReplaceAsync(
            scheduler,
            Trigger(key.Group, key.Name, paused.Written, paused.StartTimeUtc, time.GetUtcNow()),
            isPaused: false,
            cancellationToken);
    }

    private static async Task<IReadOnlyList<SetSchedule>> ListAsync(IScheduler scheduler, string group, CancellationToken cancellationToken)
    {
        var all = new List<SetSchedule>();
        PagedResult<TriggerHeader> page;
        do
        {
            var query = new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(group), Skip = all.Count, Take = PageSize };
            page = await scheduler.QueryTriggers(query, cancellationToken);
            all.AddRange(page.Items.Select(trigger =>
                new SetSchedule(trigger.Key.Name, trigger.NextFireTimeUtc, trigger.State == TriggerState.Paused)));
        }
        while (page.HasMore);
        return all;
    }

    private ScheduleTrigger Trigger(
        string group, string id, AnnouncementSchedule schedule, DateTimeOffset since, DateTimeOffset? notBefore = null) =>
        new(schedule, options.Value.MissedAfter, time)
        {
            Key = new TriggerKey(id, group),
            JobKey = new JobKey(id, group),
            StartTimeUtc = since,
            NotBefore = notBefore,
        };

    private static IJobDetail Job(ScheduleTrigger trigger) =>
        JobBuilder.Create<ScheduledJob>().WithIdentity(trigger.JobKey).RequestRecovery().Build();

    private async Task<T> AskAsync<T>(Func<IScheduler, Task<T>> ask, CancellationToken cancellationToken)
    {
        var scheduler = await host.Scheduler.WaitAsync(cancellationToken);
        try
        {
            return await ask(scheduler);
        }
        catch (JobPersistenceException error)
        {
            throw new StorageException($"The schedules cannot be reached: {error.Message}", error);
        }
    }
}

/// <summary>A schedule that is set.</summary>
/// <param name="Id">For what.</param>
/// <param name="Next">The next run.</param>
/// <param name="IsPaused">Whether it waits to be resumed.</param>
internal sealed record SetSchedule(string Id, DateTimeOffset? Next, bool IsPaused);
