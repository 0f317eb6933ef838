using MassTransit;
using MassTransit.Transports;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>
/// Brings messages of the broker to the bus's consumers. MassTransit reads what is in them and calls its consumers; which message comes
/// when, and what the broker is told of it, is decided outside (decision 11).
/// </summary>
internal sealed class BusEntrance
{
    private readonly ReceiveEndpointDispatcher _dispatcher;

    public BusEntrance(IBusInstance bus, BrokerQueue queue)
    {
        var endpoint = bus.HostConfiguration.CreateReceiveEndpointConfiguration(queue.Name, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PublishFaults = false;
            endpoint.ThrowOnSkippedMessages();
            endpoint.RethrowFaultedMessages();
            queue.Consume(endpoint);
        });
        _dispatcher = new ReceiveEndpointDispatcher(endpoint.CreateReceiveEndpointContext());
    }

    /// <summary>Returns when the consumers are through.</summary>
    /// <exception cref="Exception">
    /// At its base is an <see cref="AbandonedException"/> when this host will not finish it. Otherwise it cannot be read, or a consumer has
    /// failed.
    /// </exception>
    public Task DispatchAsync(LaneMessage message, LaneTurn turn) =>
        _dispatcher.Dispatch(message.Body, message.ReadHeaders(), CancellationToken.None, turn);
}
