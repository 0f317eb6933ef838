using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.Bots;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotSdk;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>The queues that all hosts have in common: the lanes of the bots, and the commands of other programs.</summary>
internal sealed class BrokerQueues(IBotCatalog bots, IServiceProvider services, IOptions<BusOptions> options)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<BrokerQueue> All =>
    [
        .. bots.Bots.SelectMany(bot => LanesOf(bot.Name)),
        new BrokerQueue(
            RabbitMqTopology.CommandQueue,
            RabbitMqTopology.Commands,
            "#",
            endpoint => endpoint.Consume(() => ActivatorUtilities.CreateInstance<CommandConsumer>(services))),
    ];

    /// <summary>Makes sure that they are there, whichever host will work on them, and get their messages.</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        foreach (var queue in All)
        {
            await queue.DeclareAsync(channel, cancellationToken);
        }
    }

    /// <summary>The lanes of a bot, whether it is there or not.</summary>
    public IEnumerable<BrokerQueue> LanesOf(string bot) =>
        Enumerable.Range(0, options.Value.Lanes).Select(number => Lane(bot, number));

    private BrokerQueue Lane(string bot, int number)
    {
        var lane = new QueueLane(QueueNames.OfBot(bot), number);
        return new BrokerQueue(
            QueueNames.LaneOf(lane.Queue, number),
            RabbitMqTopology.Events,
            RabbitMqTopology.KeyOf(bot, number),
            endpoint => endpoint.Consume(() => new BotConsumer(
                bot, lane, services.GetRequiredService<IEventHandOff>(), services.GetRequiredService<BotRunner>())));
    }
}
