using System.Diagnostics.CodeAnalysis;
using BotPlatform.BotHost.Hosting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// The accounts of this host, each with its live connection: where the worker puts it and the send service finds it.
/// </summary>
internal sealed class AccountConnections
{
    private readonly Dictionary<AccountRef, AccountConnection> _accounts;

    /// <exception cref="StartupException">There is none.</exception>
    public AccountConnections(IChatConnectorFactory factory, TimeProvider time)
    {
        _accounts = factory.Accounts.ToDictionary(account => account, account => new AccountConnection(account, time));
        if (_accounts.Count == 0)
        {
            throw new StartupException(
                "There is no account to connect: set ConnectyCube:Accounts:0:Login and ConnectyCube:Accounts:0:Password, or "
                + "Sandbox:Enabled to true for the sandbox's.");
        }
    }

    public IReadOnlyCollection<AccountConnection> All => _accounts.Values;

    public AccountConnection this[AccountRef account] => _accounts[account];

    /// <summary>The connection of an account that a command names, if the account is one of ours.</summary>
    public bool TryFind(AccountRef account, [NotNullWhen(true)] out AccountConnection? connection) =>
        _accounts.TryGetValue(account, out connection);

    /// <summary>The connection of an account that a command names.</summary>
    /// <exception cref="ConnectorRefusedException">The account is none of ours.</exception>
    public AccountConnection Find(AccountRef account) =>
        TryFind(account, out var connection)
            ? connection
            : throw new ConnectorRefusedException(
                $"This host has no account {account.Id} on {account.Network}.", "unknown-account");
}
