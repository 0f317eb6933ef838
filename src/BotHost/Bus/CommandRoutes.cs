using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>In which queue a command waits for the network.</summary>
internal sealed class CommandRoutes(IEnumerable<IChatConnectorFactory> networks)
{
    private readonly HashSet<string> _queues = [.. networks.SelectMany(network => network.Accounts).Select(QueueNames.OfAccount), QueueNames.Send];

    /// <summary>The queue of the command's account; the common one if the account is not configured.</summary>
    public string QueueOf(IReliableCommand command) =>
        QueueNames.OfAccount(command.Account) is var queue && _queues.Contains(queue) ? queue : QueueNames.Send;

    /// <summary>Whether commands of this host wait in it.</summary>
    public bool Knows(string queue) => _queues.Contains(queue);
}
