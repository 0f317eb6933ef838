using BotPlatform.BotHost.Waiting;
using Microsoft.Extensions.Options;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Jobs;

/// <summary>
/// Runs Quartz while the host runs. It begins behind the start of the host, and when the database of the job store is away it begins later: nothing else
/// waits for it.
/// </summary>
internal sealed class SchedulerHost(
    ISchedulerFactory schedulers,
    JobRuns runs,
    IOptions<SchedulingOptions> options,
    TimeProvider time,
    ILogger<SchedulerHost> logger) : BackgroundService
{
    private readonly Outage _outage = new("Schedules", "be followed", time, logger);
    private readonly TaskCompletionSource<IScheduler> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _stop;

    /// <summary>The scheduler, as soon as it runs.</summary>
    public Task<IScheduler> Scheduler => _started.Task;

    /// <inheritdoc />
    public override Task StopAsync(CancellationToken cancellationToken) => _stop ??= StopOnceAsync(cancellationToken);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _outage.OutlastAsync(BeginAsync, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops before it could begin.
        }

        async Task BeginAsync(CancellationToken token)
        {
            var scheduler = await schedulers.GetScheduler(token);
            await scheduler.Start(token);
            _started.TrySetResult(scheduler);
        }
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_started.TrySetCanceled(CancellationToken.None))
        {
            return;
        }

        var scheduler = await _started.Task;
        await scheduler.Standby(cancellationToken);
        await Task.WhenAny(runs.Idle, Task.Delay(options.Value.StopTimeout, time, cancellationToken));

        // What has not ended is cancelled, and comes again on another host or at the next start.
        await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }
}
