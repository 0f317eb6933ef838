using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Keeps every command in the durable queue of its account until the network has it.</summary>
internal sealed class CommandQueues(
    DurableQueues queues, CommandRoutes routes, IEventHandOff events, IOptions<BusOptions> options)
{
    /// <summary>Takes a command over that no event has caused. The same command again is not taken over again.</summary>
    public Task AcceptAsync(IReliableCommand command) => queues.WriteAsync(
        "commands",
        queues.NewChange([], [(routes.QueueOf(command), command)]) with { Once = new Identity("command", command.CommandId) });

    /// <summary>Takes commands over that no event has caused, each only if something is so.</summary>
    /// <param name="stream">As for <see cref="DurableQueues.WriteAsync"/>.</param>
    /// <param name="command">What shall be sent.</param>
    /// <param name="condition">Returns a row if it is so, and sees to it that it is not so again.</param>
    /// <returns>Whether it was so; completes when that is durable, and is cancelled when the host gives up.</returns>
    /// <exception cref="ArgumentException">The command cannot be written.</exception>
    /// <exception cref="UnstorableException">The database refuses it, and always will.</exception>
    public async Task<bool> AcceptIfAsync(string stream, IReliableCommand command, Statement condition)
    {
        var isTaken = false;
        var change = queues.NewChange([], [(routes.QueueOf(command), command)]);
        var tell = change.Committed;
        await queues.WriteAsync(stream, change with
        {
            If = condition,
            Committed = changed =>
            {
                isTaken = !changed.IsRepeated;
                tell?.Invoke(changed);
            },
        });
        return isTaken;
    }

    /// <summary>Begins to work on a queue; gives nothing out before it runs.</summary>
    /// <param name="queue">One that <see cref="CommandRoutes"/> knows.</param>
    /// <param name="send">Begins to send what it is given, one after the other, and finishes each in the end.</param>
    public Feed Open(string queue, Action<FedItem> send) => queues.Open(queue, options.Value.MaxCommandsInFlight, item =>
    {
        send(item);
        return Task.CompletedTask;
    });

    /// <summary>Works on a queue no more.</summary>
    public void Close(Feed feed) => queues.Close(feed);

    /// <summary>The network has a command, or refuses it, or it is given up. Does not throw.</summary>
    /// <param name="item">The command.</param>
    /// <param name="outcome">What bots shall hear of it; null for nothing.</param>
    public Task SentAsync(FedItem item, IAccountEvent? outcome) => events.FinishAsync(item, outcome);
}
