using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Leases;

/// <summary>What the database says of the leases this instant.</summary>
/// <param name="Renewed">Names of the accounts whose lease was prolonged.</param>
/// <param name="Holders">The id of the holder of each account that has one whose lease has not run out, by the account's name.</param>
/// <param name="Living">The names of the hosts that are there, by their id.</param>
internal sealed record LeaseView(
    IReadOnlySet<string> Renewed, IReadOnlyDictionary<string, string> Holders, IReadOnlyDictionary<string, string> Living)
{
    /// <summary>The id of the account's holder; null when everybody may take it.</summary>
    public string? HolderOf(AccountRef account) => Holders.GetValueOrDefault(AccountName.Of(account));

    /// <summary>Whether the lease of the account was prolonged.</summary>
    public bool IsRenewed(AccountRef account) => Renewed.Contains(AccountName.Of(account));
}

/// <summary>
/// The leases in the database: who keeps which account connected. All times are the database's. Every method may throw a
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
        HostIdentity host, IReadOnlyCollection<AccountRef> held, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Takes an account that nobody else holds.</summary>
    /// <returns>The epoch, higher than every earlier one of the account; null when another host holds it.</returns>
    Task<long?> TryTakeAsync(HostIdentity host, AccountRef account, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Gives an account back, unless it was lost.</summary>
    Task ReleaseAsync(HostIdentity host, AccountRef account, long epoch, CancellationToken cancellationToken);

    /// <summary>Says that the host has gone.</summary>
    Task LeaveAsync(HostIdentity host, CancellationToken cancellationToken);
}
