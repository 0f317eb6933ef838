using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Configured;

/// <summary>Finds the account that an announcement of the configuration names.</summary>
internal sealed class ConfiguredAccounts(IEnumerable<IChatConnectorFactory> networks)
{
    /// <summary>The account; null when the host has no such one.</summary>
    /// <param name="name">Its id, or network and id; null for the first account.</param>
    public AccountRef? Find(string? name) => networks.SelectMany(network => network.Accounts)
        .FirstOrDefault(account => name is null || account.Id == name || $"{account.Network}/{account.Id}" == name);
}
