using BotPlatform.BotHost.Bus;
using MassTransit;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>
/// The queue of the requests about announcements (docs/topology.md). Every host works on it: on a broker whichever is free gets the next one.
/// </summary>
internal sealed class AnnouncementQueue(IBusControl bus, IServiceProvider services) : IHostedService
{
    private const int AtOnce = 8;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private HostReceiveEndpointHandle? _handle;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _handle = bus.ConnectReceiveEndpoint(QueueNames.Announcements, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.ConcurrentMessageLimit = AtOnce;
            endpoint.PublishFaults = false;
            endpoint.Consume(() => ActivatorUtilities.CreateInstance<AnnouncementConsumer>(services));
        });
        await _handle.Ready.WaitAsync(cancellationToken);
    }

    // While the broker is away there is nothing to say goodbye to.
    public async Task StopAsync(CancellationToken cancellationToken) => await (_handle?.StopAsync(cancellationToken) ?? Task.CompletedTask)
        .WaitAsync(StopLimit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
