using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Keeps a record of what becomes of some commands: it is written in the transaction in which that happens.</summary>
internal interface ICommandLedger
{
    /// <summary>A command leaves its queue: the network has it or refuses it, or it is given up.</summary>
    /// <param name="command">Which.</param>
    /// <param name="outcome">The event that tells it; null for a command that the network has and of which no event tells.</param>
    /// <returns>Null when the command is none of these.</returns>
    LedgerEntry? Finished(IReliableCommand command, IAccountEvent? outcome);

    /// <summary>An event is taken over. Events may come again.</summary>
    /// <returns>Null when it tells nothing of such a command.</returns>
    LedgerEntry? Happened(IAccountEvent @event);
}

/// <summary>What a ledger writes.</summary>
/// <param name="Statement">The change; made again, it changes nothing.</param>
/// <param name="Written">Called as soon as it is durable; must be quick and not throw.</param>
internal sealed record LedgerEntry(Statement Statement, Action? Written = null)
{
    /// <summary>A change with what the ledger writes beside it.</summary>
    public static QueueChange Add(QueueChange change, LedgerEntry? entry)
    {
        if (entry is null)
        {
            return change;
        }

        var tell = change.Committed;
        return change with
        {
            Beside = [.. change.Beside, entry.Statement],
            Committed = changed =>
            {
                entry.Written?.Invoke();
                tell?.Invoke(changed);
            },
        };
    }
}
