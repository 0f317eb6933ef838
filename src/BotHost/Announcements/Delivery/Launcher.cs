using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>
/// Puts recipients' messages into the queue of their account. That a recipient is not pending any more, and that the message is in the queue,
/// are one transaction; so nobody is left out, and nobody gets it twice, whenever this process ends and however many hosts try.
/// </summary>
internal sealed partial class Launcher(
    IAnnouncementStore store, IAnnouncementWriter writer, CommandQueues commands, AccountDesk desk, TimeProvider time, ILogger logger)
{
    /// <summary>Brings some on their way.</summary>
    /// <returns>Whether all of them could be: otherwise the run is not what it was, or somebody else has begun them.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<bool> LaunchAsync(
        StoredRun run, IReadOnlyList<LedgerRow> rows, IChatConnector connector, CancellationToken ended) =>
        (await Task.WhenAll(rows.Select(row => LaunchAsync(run, row, connector, ended)))).All(isLaunched => isLaunched);

    private async Task<bool> LaunchAsync(StoredRun run, LedgerRow row, IChatConnector connector, CancellationToken ended)
    {
        IReliableCommand command;
        try
        {
            command = Write(run, row);
        }
        catch (Exception error)
        {
            await FailAsync(run, row, error, ended);
            return true;
        }

        desk.InFlight.Add(command.CommandId, run.Number);
        var isTaken = false;
        try
        {
            var messageId = command is SendMessage message ? connector.MessageIdOf(message) : null;
            isTaken = await commands.AcceptIfAsync(
                $"announcements {AccountName.Of(run.Definition.Account)}",
                command,
                LedgerSql.Begin(row, messageId, time.GetUtcNow().ToUnixTimeMilliseconds()));
            return isTaken;
        }
        catch (Exception error) when (error is ArgumentException or UnstorableException)
        {
            await FailAsync(run, row, error, ended);
            return true;
        }
        finally
        {
            if (!isTaken)
            {
                desk.InFlight.Remove(command.CommandId);
            }
        }
    }

    private IReliableCommand Write(StoredRun run, LedgerRow row)
    {
        var command = writer.Write(run, row);
        return command.CommandId == LedgerAddress.Of(run, row.Dialog).CommandId
            ? command
            : throw new InvalidOperationException($"The command {command.CommandId} is not that of its recipient.");
    }

    private Task FailAsync(StoredRun run, LedgerRow row, Exception error, CancellationToken ended)
    {
        if (error is AnnouncementTextException)
        {
            LogNoMessage(run.Definition.Name, row.Dialog, error.Message); // the ledger says it too
        }
        else
        {
            LogUnwritable(error, run.Definition.Name, row.Dialog);
        }

        return store.FailAsync(row, error.Message, ended);
    }

    [LoggerMessage(LogLevel.Debug, "Announcement {Name} does not go to dialog {Dialog}: {Problem}")]
    private partial void LogNoMessage(string name, string dialog, string problem);

    [LoggerMessage(LogLevel.Error, "Announcement {Name} cannot go to dialog {Dialog}.")]
    private partial void LogUnwritable(Exception error, string name, string dialog);
}
