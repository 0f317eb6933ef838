using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>
/// Unhealthy while this host can work on no queue of the broker. To MassTransit that is a host which can do less; here nothing that comes
/// in can be kept meanwhile. A single queue may be on its way from host to host.
/// </summary>
internal sealed class BrokerHealthCheck(IBusControl bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        return Task.FromResult(health.Endpoints.Values.All(endpoint => endpoint.Status != BusHealthStatus.Healthy)
            ? HealthCheckResult.Unhealthy($"the broker cannot be used: {health.Description}")
            : HealthCheckResult.Healthy("the broker takes what comes in"));
    }
}
