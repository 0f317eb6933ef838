using BotPlatform.BotHost.Storage;

namespace BotPlatform.BotHost.Leases;

/// <summary>What the database says of the leases this instant.</summary>
/// <param name="Renewed">The names of the leases that were prolonged.</param>
/// <param name="Holders">The id of the holder of each lease that has not run out, by its name.</param>
/// <param name="Living">The names of the hosts that are there, by their id.</param>
internal sealed record LeaseView(
    IReadOnlySet<string> Renewed, IReadOnlyDictionary<string, string> Holders, IReadOnlyDictionary<string, string> Living)
{
    /// <summary>The id of the lease's holder; null when everybody may take it.</summary>
    public string? HolderOf(string name) => Holders.GetValueOrDefault(name);

    /// <summary>Whether the lease was prolonged.</summary>
    public bool IsRenewed(string name) => Renewed.Contains(name);
}

/// <summary>
/// The leases in the database: which host has which. All times are the database's. Every method may throw a
/// <see cref="StorageException"/>, and then it is not known whether it was carried out.
/// </summary>
internal interface ILeaseStore
{
    /// <summary>Says that the host lives, prolongs its leases, and looks at all.</summary>
    /// <param name="host">Whose.</param>
    /// <param name="held">What it holds. A lease that has run out is not prolonged, although nobody else may have taken it.</param>
    /// <param name="timeToLive">For how long from now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<LeaseView> RenewAsync(
        HostIdentity host, IReadOnlyCollection<string> held, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Takes a lease that nobody else holds.</summary>
    /// <returns>The epoch, higher than every earlier one of the lease; null when another host holds it.</returns>
    Task<long?> TryTakeAsync(HostIdentity host, string name, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, unless it was lost.</summary>
    Task ReleaseAsync(HostIdentity host, string name, long epoch, CancellationToken cancellationToken);

    /// <summary>Says that the host has gone.</summary>
    Task LeaveAsync(HostIdentity host, CancellationToken cancellationToken);
}
