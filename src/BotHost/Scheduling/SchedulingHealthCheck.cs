using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Scheduling;

/// <summary>Degraded while schedules cannot be followed: what is due comes later then, and everything else goes on.</summary>
internal sealed class SchedulingHealthCheck(SchedulerHost host, JobSchedules schedules) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!host.Scheduler.IsCompletedSuccessfully)
        {
            return HealthCheckResult.Degraded("schedules are not followed yet");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await schedules.ProbeAsync(limit.Token).WaitAsync(limit.Token);
            return HealthCheckResult.Healthy("schedules are followed");
        }
        catch (StorageException error)
        {
            return HealthCheckResult.Degraded($"what is scheduled is late: {error.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("what is scheduled is late: the database of the schedules does not answer");
        }
    }
}
