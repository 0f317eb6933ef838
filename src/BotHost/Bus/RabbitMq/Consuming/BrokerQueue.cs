using MassTransit;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>A queue of the broker that hosts work on, one at a time.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Exchange">Where its messages come from.</param>
/// <param name="Key">Under which routing key.</param>
/// <param name="Consume">Adds what takes the messages.</param>
internal sealed record BrokerQueue(string Name, string Exchange, string Key, Action<IReceiveEndpointConfigurator> Consume)
{
    /// <summary>Makes sure that it is there and gets its messages (docs/topology.md).</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(
            Exchange, RabbitMQ.Client.ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Name, Exchange, Key, cancellationToken: cancellationToken);
    }
}
