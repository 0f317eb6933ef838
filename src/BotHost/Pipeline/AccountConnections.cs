using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>The accounts of this host, each with its live connection: where the worker puts it and the send service finds it.</summary>
internal sealed class AccountConnections(IChatConnectorFactory factory, TimeProvider time)
{
    private readonly Dictionary<AccountRef, AccountConnection> _accounts =
        factory.Accounts.ToDictionary(account => account, account => new AccountConnection(account, time));

    public IReadOnlyCollection<AccountConnection> All => _accounts.Values;

    public AccountConnection this[AccountRef account] => _accounts[account];

    /// <summary>The connection of an account that a command names.</summary>
    /// <exception cref="ConnectorRefusedException">The account is none of ours.</exception>
    public AccountConnection Find(AccountRef account) =>
        _accounts.TryGetValue(account, out var connection)
            ? connection
            : throw new ConnectorRefusedException(
                $"This host has no account {account.Id} on {account.Network}.", "unknown-account");
}
