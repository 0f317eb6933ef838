using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors;

/// <summary>Knows how to reach one chat network. One factory a network, one connector an account.</summary>
public interface IChatConnectorFactory
{
    /// <summary>The accounts that the configuration names.</summary>
    IReadOnlyList<AccountRef> Accounts { get; }

    /// <summary>Makes the connector of an account, which is idle until it is told to connect.</summary>
    /// <param name="account">One of <see cref="Accounts"/>.</param>
    /// <param name="device">
    /// What the network shall know this device of the account by. Who logs in as the same device ends the earlier login and gets what
    /// that had not acknowledged, at once and before anything newer. Null for a device that nobody was before.
    /// </param>
    /// <exception cref="ArgumentException">The configuration does not name the account.</exception>
    IChatConnector Create(AccountRef account, string? device = null);
}
