using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Bus.RabbitMq.Publishing;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>
/// Unhealthy while this host cannot publish to the broker or cannot read a queue of which it has the lease. To MassTransit that is a host
/// which can do less; here nothing that comes in can be kept meanwhile.
/// </summary>
internal sealed class BrokerHealthCheck(IBusControl bus, EventPublisher publisher, BrokerLanes lanes) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Problem() is { } problem
            ? HealthCheckResult.Unhealthy($"the broker cannot be used: {problem}")
            : HealthCheckResult.Healthy("the broker takes what comes in"));

    private string? Problem() =>
        publisher.Problem
        ?? lanes.Problem
        ?? (bus.CheckHealth() is { Status: not BusHealthStatus.Healthy } health ? health.Description : null);
}
