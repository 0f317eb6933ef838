using System.Collections.Concurrent;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Waiting;
using MassTransit.Transports;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>Works on this host's share of the broker's queues.</summary>
internal sealed class BrokerLanes(
    BrokerQueues queues,
    IBusInstance bus,
    [FromKeyedServices(LeaseGroups.Lanes)] ILeases leases,
    Abandonment abandonment,
    IOptions<RabbitMqOptions> options,
    TimeProvider time,
    ILogger<BrokerLanes> logger) : IAsyncDisposable
{
    private readonly BrokerConnection _connection = new(options.Value, "reading");
    private readonly Outage _outage = new("Queues of the broker", "be read", time, logger);
    private readonly ConcurrentDictionary<BrokerLane, string> _lanes = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>How many messages are being worked on.</summary>
    public int InFlight => _lanes.Keys.Sum(lane => lane.InFlight);

    /// <summary>Why queues are not read that this host has the leases of; null if all are.</summary>
    public string? Problem =>
        _lanes.Where(lane => lane.Key.Problem is not null).Select(lane => $"{lane.Value}: {lane.Key.Problem}").FirstOrDefault();

    /// <summary>Works until it is disconnected or the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var all = queues.All.ToDictionary(
            queue => queue.Name, queue => (queue, new BusEntrance(bus, queue)), StringComparer.Ordinal);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
        await (_running = leases.RunAsync([.. all.Keys], term => HoldAsync(all[term.Name], term), either.Token));
    }

    /// <summary>Lets bots begin nothing more, and waits until what they have begun is finished.</summary>
    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        return _connection.DisposeAsync();
    }

    private async Task HoldAsync((BrokerQueue Queue, BusEntrance Entrance) held, LeaseTerm term)
    {
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(term.Lost, abandonment.Token);
        var lane = new BrokerLane(held.Queue, _connection, held.Entrance.DispatchAsync, options.Value.Prefetch, _outage, time, logger);
        _lanes[lane] = held.Queue.Name;
        try
        {
            await lane.RunAsync(term, dropped.Token);
        }
        finally
        {
            _lanes.TryRemove(lane, out _);
        }
    }
}
