using BotPlatform.BotHost.Leases;

namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>Leases in memory, by the clock of a test.</summary>
internal sealed class FakeLeases(TimeProvider clock) : ILeaseStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string? Holder, long Epoch, DateTimeOffset ExpiresAt)> _leases = [];
    private readonly Dictionary<string, (string Name, DateTimeOffset SeenAt)> _hosts = [];

    private DateTimeOffset Now => clock.GetUtcNow();

    public Task<LeaseView> RenewAsync(
        HostIdentity host, IReadOnlyCollection<string> held, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _hosts[host.Id] = (host.Name, Now);
            var renewed = held.Where(name => Current(name) == host.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var name in renewed)
            {
                _leases[name] = _leases[name] with { ExpiresAt = Now + timeToLive };
            }

            return Task.FromResult(new LeaseView(
                renewed,
                _leases.Keys.Where(name => Current(name) is not null).ToDictionary(name => name, name => Current(name)!),
                _hosts.Where(one => one.Value.SeenAt > Now - timeToLive).ToDictionary(one => one.Key, one => one.Value.Name)));
        }
    }

    public Task<long?> TryTakeAsync(
        HostIdentity host, string name, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Current(name) is { } holder && holder != host.Id)
            {
                return Task.FromResult<long?>(null);
            }

            var epoch = _leases.GetValueOrDefault(name).Epoch + 1;
            _leases[name] = (host.Id, epoch, Now + timeToLive);
            return Task.FromResult<long?>(epoch);
        }
    }

    public Task ReleaseAsync(HostIdentity host, string name, long epoch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(name, out var lease) && lease.Holder == host.Id && lease.Epoch == epoch)
            {
                _leases[name] = lease with { Holder = null };
            }

            return Task.CompletedTask;
        }
    }

    public Task LeaveAsync(HostIdentity host, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _hosts.Remove(host.Id);
            return Task.CompletedTask;
        }
    }

    private string? Current(string name) =>
        _leases.TryGetValue(name, out var lease) && lease.ExpiresAt > Now ? lease.Holder : null;
}
