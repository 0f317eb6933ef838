using MassTransit;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>A queue of the broker that hosts work on, one at a time.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Exchange">Where its messages come from.</param>
/// <param name="Key">Under which routing key.</param>
/// <param name="Consume">Adds what takes the messages.</param>
internal sealed record BrokerQueue(string Name, string Exchange, string Key, Action<IReceiveEndpointConfigurator> Consume);
