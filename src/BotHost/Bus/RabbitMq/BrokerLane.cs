using MassTransit;
using MassTransit.Middleware;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// The work on one queue of the broker, one message after the other (<see cref="LaneOrder"/>). The broker gives the messages to one host at a time
/// (<c>x-single-active-consumer</c>), but that alone keeps no order: as soon as a host says that it wants no more, the broker gives the
/// next messages to another, while the first one still works on those that it was given in advance. So another host begins only when
/// this one is through, or its connection is gone.
/// </summary>
internal sealed class BrokerLane
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    private readonly LaneOrder _order = new();
    private readonly HostReceiveEndpointHandle _handle;
    private volatile IChannel? _channel;
    private volatile bool _isDropped;

    public BrokerLane(BrokerQueue queue, IBusControl bus, int prefetch, IReceiveObserver observer)
    {
        _handle = bus.ConnectReceiveEndpoint(queue.Name, configurator =>
        {
            var endpoint = (IRabbitMqReceiveEndpointConfigurator)configurator;
            endpoint.UseOneByOne();
            endpoint.PrefetchCount = prefetch;
            endpoint.ConcurrentMessageLimit = prefetch; // as far as the order lets them
            endpoint.ConfigureReceive(receive => receive.UseFilter(_order));
            endpoint.SingleActiveConsumer = true;
            endpoint.Bind(queue.Exchange, binding =>
            {
                binding.ExchangeType = ExchangeType.Topic;
                binding.RoutingKey = queue.Key;
            });
            endpoint.ConfigureChannel(channel => channel.UseExecute(Opened));
            endpoint.ConfigureError(error =>
            {
                error.UseFilter(new AbandonedFilter());
                error.UseFilter(new ErrorTransportFilter());
            });
            queue.Consume(endpoint);
        });
        _handle.ReceiveEndpoint.ConnectReceiveObserver(observer);
    }

    /// <summary>Takes no more, and returns when everything that was taken is finished.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _handle.StopAsync(cancellationToken);

    /// <summary>
    /// Another host may begin any moment: the broker gets back at once what it gave in advance, in its place, and what a bot works on.
    /// </summary>
    public async Task DropAsync()
    {
        _isDropped = true;
        _order.Drop();
        try
        {
            await (_channel?.AbortAsync() ?? Task.CompletedTask);
        }
        catch (Exception error) when (error is ObjectDisposedException or OperationInterruptedException or IOException)
        {
            // It is gone already, and what it had with it.
        }

        // Until it has stopped, the library tries to open another channel, which is refused. It may wait for what a bot works on.
        using var patience = new CancellationTokenSource(StopLimit);
        await _handle.StopAsync(patience.Token).WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The library opens another one when one breaks.
    private void Opened(ChannelContext context)
    {
        _channel = context.Channel;
        if (_isDropped)
        {
            throw new AbandonedException();
        }
    }
}
