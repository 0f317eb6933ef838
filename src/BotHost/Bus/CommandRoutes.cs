using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>In which queue a command waits for the network.</summary>
internal sealed class CommandRoutes(IEnumerable<IChatConnectorFactory> networks)
{
    private readonly HashSet<AccountRef> _accounts = [.. networks.SelectMany(network => network.Accounts)];

    /// <summary>All queues of commands that this host works on.</summary>
    public IReadOnlyList<string> Queues => [.. _accounts.Select(QueueNames.OfAccount), QueueNames.Send];

    /// <summary>The queue of the command's account; the common one if the account is not configured.</summary>
    public string QueueOf(IReliableCommand command) =>
        _accounts.Contains(command.Account) ? QueueNames.OfAccount(command.Account) : QueueNames.Send;
}
