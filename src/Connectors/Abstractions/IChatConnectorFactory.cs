using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors;

/// <summary>Knows how to reach one chat network. One factory a network, one connector an account.</summary>
public interface IChatConnectorFactory
{
    /// <summary>The accounts that the configuration names.</summary>
    IReadOnlyList<AccountRef> Accounts { get; }

    /// <summary>Makes the connector of an account, which is idle until it is told to connect.</summary>
    /// <exception cref="ArgumentException">The configuration does not name the account.</exception>
    IChatConnector Create(AccountRef account);
}
