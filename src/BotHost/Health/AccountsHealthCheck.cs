using BotPlatform.BotHost.Pipeline;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>Healthy when messages flow for every account.</summary>
internal sealed class AccountsHealthCheck(AccountConnections accounts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var statuses = accounts.All.Select(account => (account.Account, account.Status)).ToList();
        var data = statuses.ToDictionary(one => $"{one.Account.Network}/{one.Account.Id}", one => (object)one.Status);
        var ready = statuses.Count(one => one.Status.State == ConnectionState.Ready);
        var description = $"{ready} of {statuses.Count} accounts ready";
        return Task.FromResult(ready == statuses.Count
            ? HealthCheckResult.Healthy(description, data)
            : HealthCheckResult.Unhealthy(description, data: data));
    }
}
