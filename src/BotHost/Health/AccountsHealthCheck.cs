using BotPlatform.BotHost.Pipeline;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>Healthy when every account is connected.</summary>
internal sealed class AccountsHealthCheck(AccountConnections accounts) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var statuses = accounts.All.Select(account => (account.Account, account.Status)).ToList();
        var data = statuses.ToDictionary(one => $"{one.Account.Network}/{one.Account.Id}", one => (object)one.Status);
        var connected = statuses.Count(one => one.Status.State == AccountState.Connected);
        var description = $"{connected} of {statuses.Count} accounts connected";
        return Task.FromResult(connected == statuses.Count
            ? HealthCheckResult.Healthy(description, data)
            : HealthCheckResult.Unhealthy(description, data: data));
    }
}
