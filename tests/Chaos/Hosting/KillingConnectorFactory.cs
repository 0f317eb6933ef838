using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Makes a network's connectors, each with places at which the process may kill itself.</summary>
internal sealed class KillingConnectorFactory(IChatConnectorFactory inner, KillSwitch kill, TimeProvider clock) : IChatConnectorFactory
{
    /// <inheritdoc />
    public IReadOnlyList<AccountRef> Accounts => inner.Accounts;

    /// <inheritdoc />
    public IChatConnector Create(AccountRef account, string? device = null) =>
        new KillingConnector(inner.Create(account, device), kill, clock);
}
