using BotPlatform.BotHost.Bus.Serialization;
using MassTransit;

namespace BotPlatform.BotHost.Bus;

/// <summary>What all queues on the bus have in common.</summary>
internal static class BusConfiguratorExtensions
{
    /// <summary>Events and commands travel as the database keeps them.</summary>
    public static void UseContracts(this IBusFactoryConfigurator bus)
    {
        var serializer = new ContractSerializer();
        bus.ClearSerialization();
        bus.AddSerializer(serializer);
        bus.AddDeserializer(serializer, isDefault: true);
    }

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
    public static void UseOneByOne(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PublishFaults = false;
    }
}
