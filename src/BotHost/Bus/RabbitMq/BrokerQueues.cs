using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotSdk.Dispatching;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// The queues of the broker that this host works on. Each gives its messages to one host at a time, the others stand by
/// (<c>x-single-active-consumer</c>) and take over at once, so that the order in a dialog is kept whatever happens to a host.
/// </summary>
internal sealed class BrokerQueues(
    IBusControl bus, BotCatalog bots, IServiceProvider services, IOptions<BusOptions> options, IOptions<RabbitMqOptions> rabbit)
{
    private readonly InFlightObserver _work = new();

    /// <summary>How many events bots work on now.</summary>
    public int InFlight => _work.Count;

    /// <summary>Begins to work on one lane of a bot.</summary>
    public HostReceiveEndpointHandle ConnectLane(BotDispatcher bot, int number)
    {
        var lane = new QueueLane(QueueNames.OfBot(bot.Bot.Name), number);
        return Connect(
            QueueNames.LaneOf(lane.Queue, number),
            RabbitMqTopology.Events,
            RabbitMqTopology.KeyOf(bot.Bot.Name, number),
            () => new BotConsumer(
                bot, lane, services.GetRequiredService<IEventHandOff>(), services.GetRequiredService<BotRunner>()));
    }

    /// <summary>Begins to take the commands of other programs.</summary>
    public HostReceiveEndpointHandle ConnectCommands() => Connect(
        RabbitMqTopology.CommandQueue,
        RabbitMqTopology.Commands,
        "#",
        () => ActivatorUtilities.CreateInstance<CommandConsumer>(services));

    /// <summary>All lanes of all bots.</summary>
    public IEnumerable<(BotDispatcher Bot, int Number)> Lanes => bots.Dispatchers.SelectMany(
        _ => Enumerable.Range(0, options.Value.Lanes), (bot, number) => (bot, number));

    private HostReceiveEndpointHandle Connect<TConsumer>(string queue, string exchange, string key, Func<TConsumer> make)
        where TConsumer : class, IConsumer
    {
        var handle = bus.ConnectReceiveEndpoint(queue, configurator =>
        {
            var endpoint = (IRabbitMqReceiveEndpointConfigurator)configurator;
            endpoint.UseOneByOne();
            endpoint.PrefetchCount = rabbit.Value.Prefetch;
            endpoint.SingleActiveConsumer = true;
            endpoint.Bind(exchange, binding =>
            {
                binding.ExchangeType = RabbitMQ.Client.ExchangeType.Topic;
                binding.RoutingKey = key;
            });
            endpoint.ConfigureError(error =>
            {
                error.UseFilter(new AbandonedFilter());
                error.UseFilter(new ErrorTransportFilter());
            });
            endpoint.Consume(make);
        });
        handle.ReceiveEndpoint.ConnectReceiveObserver(_work);
        return handle;
    }
}
