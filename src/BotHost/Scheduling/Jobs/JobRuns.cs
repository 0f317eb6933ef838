using System.Runtime.ExceptionServices;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Scheduling.Jobs;

/// <summary>Has runs carried out by the job of their group, and tries again what failed.</summary>
internal sealed partial class JobRuns(IServiceProvider services, TimeProvider time, ILogger<JobRuns> logger)
{
    private const int Attempts = 5;

    private static readonly Backoff BetweenAttempts = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private readonly Outage _outage = new("What is scheduled", "be carried out", time, logger);
    private readonly Lock _gate = new();
    private TaskCompletionSource _idle = Completed();
    private int _running;

    /// <summary>Completes when nothing runs; what begins later is not waited for.</summary>
    public Task Idle
    {
        get
        {
            lock (_gate)
            {
                return _idle.Task;
            }
        }
    }

    /// <exception cref="OperationCanceledException">The host does not wait any longer; the run is not done.</exception>
    public async Task RunAsync(DueRun run, CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            if (services.GetKeyedService<IScheduledJob>(run.Group) is not { } job)
            {
                LogUnknown(run.Group, run.Id, run.DueAt);
                return;
            }

            await TryAsync(job, run, cancellationToken);
        }
        finally
        {
            End();
        }
    }

    private async Task TryAsync(IScheduledJob job, DueRun run, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await OutlastAsync(job, run, cancellationToken);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    LogGivenUp(error, run.Group, run.Id, run.DueAt, attempt);
                    return;
                }

                LogFailed(run.Group, run.Id, run.DueAt, error.Message);
                await Task.Delay(BetweenAttempts.Delay(attempt - 1), time, cancellationToken);
            }
        }
    }

    /// <summary>A database that is away costs no attempt.</summary>
    private async Task OutlastAsync(IScheduledJob job, DueRun run, CancellationToken cancellationToken)
    {
        var failure = await _outage.OutlastAsync(
            async token =>
            {
                try
                {
                    await job.RunAsync(run, token);
                    return null;
                }
                catch (Exception error) when (error is not StorageException && !token.IsCancellationRequested)
                {
                    return error;
                }
            },
            cancellationToken);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_running++ == 0)
            {
                _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_running == 0)
            {
                _idle.SetResult();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    [LoggerMessage(LogLevel.Error, "This host has no job of the group {Group}: {Id}, due at {DueAt}, is left out.")]
    private partial void LogUnknown(string group, string id, DateTimeOffset dueAt);

    [LoggerMessage(LogLevel.Warning, "{Group} {Id}, due at {DueAt}, failed and is tried again: {Problem}")]
    private partial void LogFailed(string group, string id, DateTimeOffset dueAt, string problem);

    [LoggerMessage(LogLevel.Error, "{Group} {Id}, due at {DueAt}, is given up after {Attempts} attempts.")]
    private partial void LogGivenUp(Exception error, string group, string id, DateTimeOffset dueAt, int attempts);
}
