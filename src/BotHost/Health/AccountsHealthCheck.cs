using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>Healthy when messages flow for every account, and none misses what could not be read yet.</summary>
internal sealed class AccountsHealthCheck(AccountConnections accounts, OpenGaps gaps) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var statuses = accounts.All.Select(account => (account.Account, account.Status)).ToList();
        var data = statuses.ToDictionary(one => $"{one.Account.Network}/{one.Account.Id}", one => (object)one.Status);
        var ready = statuses.Count(one => one.Status.State == ConnectionState.Ready);
        var description = $"{ready} of {statuses.Count} accounts ready";
        var missing = gaps.All.Select(gap => $"{gap.Key.Network}/{gap.Key.Id} since {gap.Value:u}").ToList();
        return Task.FromResult((ready == statuses.Count, missing.Count) switch
        {
            (false, _) => HealthCheckResult.Unhealthy(description, data: data),
            (true, 0) => HealthCheckResult.Healthy(description, data),
            _ => HealthCheckResult.Degraded($"{description}; may miss messages: {string.Join(", ", missing)}", data: data),
        });
    }
}
