using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Parked;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>
/// Says how many items are parked. That is no reason to take a host away: it goes on with all others. Degraded when the database does not
/// say it.
/// </summary>
internal sealed class ParkedHealthCheck(ParkedStore parked) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await parked.CountAsync(new ParkedFilter(), cancellationToken);
            return HealthCheckResult.Healthy($"{count} items parked", new Dictionary<string, object> { ["count"] = count });
        }
        catch (StorageException error)
        {
            return HealthCheckResult.Degraded(error.Message);
        }
    }
}
