using System.Diagnostics.CodeAnalysis;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>
/// The accounts of this host's configuration on all its networks, with the connectors of those that the host holds: what is kept
/// connected, and where those who send find it.
/// </summary>
internal sealed class AccountConnections : IAsyncDisposable
{
    private readonly Dictionary<AccountRef, AccountConnection> _accounts;

    /// <exception cref="StartupException">There is none.</exception>
    public AccountConnections(IEnumerable<IChatConnectorFactory> networks, Installation installation, TimeProvider time)
    {
        // An account names its network, so each is found again with the connector that its own network made.
        _accounts = networks
            .SelectMany(
                network => network.Accounts,
                (network, account) => new AccountConnection(
                    account, () => network.Create(account, installation.Id), time.GetUtcNow()))
            .ToDictionary(connection => connection.Account);
        if (_accounts.Count == 0)
        {
            throw new StartupException(
                "There is no account to connect: set ConnectyCube:Accounts:0:Login and ConnectyCube:Accounts:0:Password, or "
                + "StandardXmpp:Accounts:0:Username and StandardXmpp:Accounts:0:Password, or Sandbox:Enabled to true for the "
                + "sandbox's.");
        }
    }

    /// <summary>Those of the configuration, whoever holds them.</summary>
    public IReadOnlyCollection<AccountConnection> All => _accounts.Values;

    public AccountConnection this[AccountRef account] => _accounts[account];

    /// <summary>The connection of an account that a command names, if the account is one of ours.</summary>
    public bool TryFind(AccountRef account, [NotNullWhen(true)] out AccountConnection? connection) =>
        _accounts.TryGetValue(account, out connection);

    /// <summary>Whether messages of an account flow on this host this instant.</summary>
    public bool IsConnected(AccountRef account) => TryFind(account, out var connection) && connection.Current is not null;

    /// <summary>The connection of an account that a command names.</summary>
    /// <exception cref="ConnectorRefusedException">The account is none of ours.</exception>
    public AccountConnection Find(AccountRef account) =>
        TryFind(account, out var connection)
            ? connection
            : throw new ConnectorRefusedException(
                $"This host has no account {account.Id} on {account.Network}.", "unknown-account");

    /// <summary>For a host that never ran; the terms of one that did have done it already, which is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var account in All)
        {
            await account.DisposeAsync();
        }
    }
}
