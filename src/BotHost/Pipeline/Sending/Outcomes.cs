using System.Security.Cryptography;
using System.Text;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>The events that tell what became of commands.</summary>
internal sealed class Outcomes(TimeProvider time)
{
    /// <summary>The network has taken over a command; null when that is told of no such command.</summary>
    public IAccountEvent? Sent(IChatConnector connector, IReliableCommand command)
    {
        if (command is not SendMessage message)
        {
            return null;
        }

        var id = connector.MessageIdOf(message);
        return new MessageSent
        {
            Origin = Origin(command, $"sent-{id}"),
            Dialog = command.Dialog,
            MessageId = id,
            CommandId = command.CommandId,
        };
    }

    /// <summary>A command is given up.</summary>
    /// <param name="command">Which.</param>
    /// <param name="reason">The network's word, if it refused.</param>
    /// <param name="problem">A sentence.</param>
    public IAccountEvent Failed(IReliableCommand command, string? reason, string problem) => new CommandFailed
    {
        Origin = Origin(command, $"failed-{Short(command.CommandId)}"),
        Dialog = command.Dialog,
        CommandId = command.CommandId,
        Reason = reason,
        Problem = problem,
    };

    private EventOrigin Origin(IReliableCommand command, string eventId) =>
        new() { EventId = eventId, Account = command.Account, OccurredAt = time.GetUtcNow() };

    // A command's id holds the id of the event that it answers: answers to failures of answers would have ids that grow.
    private static string Short(string commandId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(commandId)).AsSpan(0, 12));
}
