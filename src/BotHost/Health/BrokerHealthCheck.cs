using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>
/// Unhealthy while this host cannot work on a queue of the broker. To MassTransit that is a host which can do less; here nothing that comes
/// in can be kept meanwhile.
/// </summary>
internal sealed class BrokerHealthCheck(IBusControl bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(bus.CheckHealth() is { Status: not BusHealthStatus.Healthy } health
            ? HealthCheckResult.Unhealthy($"the broker cannot be used: {health.Description}")
            : HealthCheckResult.Healthy("the broker takes what comes in"));
}
