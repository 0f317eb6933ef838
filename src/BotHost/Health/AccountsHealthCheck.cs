using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>How an account stands on this host.</summary>
/// <param name="Status">Its connection here.</param>
/// <param name="HeldBy">The other host that keeps it connected; null when none does.</param>
internal sealed record AccountHealth(ConnectionStateChanged Status, string? HeldBy);

/// <summary>Healthy when messages flow for every account that no other host holds, and none misses what could not be read yet.</summary>
internal sealed class AccountsHealthCheck(
    AccountConnections accounts, [FromKeyedServices(LeaseGroups.Accounts)] ILeases leases, OpenGaps gaps) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (ready, elsewhere) = (0, 0);
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var account in accounts.All)
        {
            var health = new AccountHealth(account.Status, account.IsHeld ? null : leases.OtherHolderOf(account.Name));
            ready += account.IsHeld && health.Status.State == ConnectionState.Ready ? 1 : 0;
            elsewhere += health.HeldBy is null ? 0 : 1;
            data.Add(AccountName.Of(account.Account), health);
        }

        var description = $"{ready} of {data.Count} accounts ready{(elsewhere > 0 ? $", {elsewhere} held by other hosts" : "")}";
        var missing = gaps.All.Select(gap => $"{AccountName.Of(gap.Key)} since {gap.Value:u}").ToList();
        return Task.FromResult((ready + elsewhere == data.Count, missing.Count) switch
        {
            (false, _) => HealthCheckResult.Unhealthy(description, data: data),
            (true, 0) => HealthCheckResult.Healthy(description, data),
            _ => HealthCheckResult.Degraded($"{description}; may miss messages: {string.Join(", ", missing)}", data: data),
        });
    }
}
