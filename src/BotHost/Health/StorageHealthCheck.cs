using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Claims;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>
/// Unhealthy from a write that failed to the next one that does not: while the database cannot be reached, or its disk is full. Writes
/// are repeated every few seconds. Also while a host uses the database that does not go together with this one.
/// </summary>
internal sealed class StorageHealthCheck(GroupCommit commits, ClaimKeeper claim) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((commits.Problem ?? claim.Problem) is { } problem
            ? HealthCheckResult.Unhealthy(problem)
            : HealthCheckResult.Healthy("what is to be kept is kept"));
}
