using BotPlatform.BotHost.Plugins;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>Degraded while what is in the folder of a plug-in cannot be used; why is for the administration to say.</summary>
internal sealed class PluginsHealthCheck(InstalledPlugins plugins) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = plugins.All;
        var refused = all.Where(one => one.Problem is not null).Select(one => one.Name).ToList();
        return Task.FromResult(refused.Count == 0
            ? HealthCheckResult.Healthy($"{all.Count} plug-ins")
            : HealthCheckResult.Degraded($"{all.Count} plug-ins; what is in the folder of {string.Join(", ", refused)} is refused"));
    }
}
