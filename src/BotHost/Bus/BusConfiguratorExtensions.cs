using MassTransit;
using MassTransit.Transports.Fabric;

namespace BotPlatform.BotHost.Bus;

/// <summary>What each kind of message on the bus has in common.</summary>
internal static class BusConfiguratorExtensions
{
    /// <summary>Messages go only to the queues that are bound with their key.</summary>
    public static void UseRoutingKey<TMessage>(this IInMemoryBusFactoryConfigurator bus, Func<TMessage, string> key)
        where TMessage : class
    {
        bus.Send<TMessage>(topology => topology.UseRoutingKeyFormatter(context => key(context.Message)));
        bus.Publish<TMessage>(topology => topology.ExchangeType = ExchangeType.Direct);
    }

    /// <summary>
    /// One consumer for all messages, made by the first: it publishes on the bus that is only being set up here.
    /// </summary>
    public static void Consume<TConsumer>(this IInMemoryReceiveEndpointConfigurator endpoint, Func<TConsumer> make)
        where TConsumer : class, IConsumer
    {
        var consumer = new Lazy<TConsumer>(make);
        endpoint.Consumer(() => consumer.Value);
    }

    /// <summary>One message after the other, and those that are bound alone.</summary>
    public static void UseOneByOne(this IInMemoryReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = 1;

        // Consumers do not throw. If one did, its message would stay in an error queue in memory for ever.
        endpoint.DiscardFaultedMessages();
        endpoint.PublishFaults = false;
    }
}
