using MassTransit;

namespace BotPlatform.BotHost.Bus;

/// <summary>What all queues on the bus have in common.</summary>
internal static class BusConfiguratorExtensions
{
    /// <summary>
    /// One consumer for all messages, made by the first: it publishes on the bus that is only being set up here.
    /// </summary>
    public static void Consume<TConsumer>(this IReceiveEndpointConfigurator endpoint, Func<TConsumer> make)
        where TConsumer : class, IConsumer
    {
        var consumer = new Lazy<TConsumer>(make);
        endpoint.Consumer(() => consumer.Value);
    }

    /// <summary>One message after the other, and those that are sent to the queue alone.</summary>
    public static void UseOneByOne(this IInMemoryReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = 1;

        // Consumers do not throw. If one did, its message would stay in an error queue in memory for ever.
        endpoint.DiscardFaultedMessages();
        endpoint.PublishFaults = false;
    }
}
