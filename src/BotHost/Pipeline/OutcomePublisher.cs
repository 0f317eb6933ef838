using System.Security.Cryptography;
using System.Text;
using BotPlatform.BotHost.Bus;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Tells the bots what became of commands, if one of them wants to know.</summary>
internal sealed class OutcomePublisher(EventPublisher publisher, EventRoutes routes, TimeProvider time)
{
    private readonly bool _sentIsWanted = routes.IsWanted(typeof(MessageSent));
    private readonly bool _failedIsWanted = routes.IsWanted(typeof(CommandFailed));

    /// <summary>The network has taken over a command.</summary>
    public Task SentAsync(IChatConnector connector, IReliableCommand command)
    {
        if (!_sentIsWanted || command is not SendMessage message)
        {
            return Task.CompletedTask;
        }

        var id = connector.MessageIdOf(message);
        return publisher.PublishNowAsync(new MessageSent
        {
            Origin = Origin(command, $"sent-{id}"),
            Dialog = command.Dialog,
            MessageId = id,
            CommandId = command.CommandId,
        });
    }

    /// <summary>A command is given up.</summary>
    /// <param name="command">Which.</param>
    /// <param name="reason">The network's word, if it refused.</param>
    /// <param name="problem">A sentence.</param>
    public Task FailedAsync(IReliableCommand command, string? reason, string problem) =>
        !_failedIsWanted
            ? Task.CompletedTask
            : publisher.PublishNowAsync(new CommandFailed
            {
                Origin = Origin(command, $"failed-{Short(command.CommandId)}"),
                Dialog = command.Dialog,
                CommandId = command.CommandId,
                Reason = reason,
                Problem = problem,
            });

    private EventOrigin Origin(IReliableCommand command, string eventId) =>
        new() { EventId = eventId, Account = command.Account, OccurredAt = time.GetUtcNow() };

    // A command's id holds the id of the event that it answers: answers to failures of answers would have ids that grow.
    private static string Short(string commandId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(commandId)).AsSpan(0, 12));
}
