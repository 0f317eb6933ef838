using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Waiting;
using MassTransit.Transports;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

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
    private readonly Outage _declaring = new("Queues of a bot that comes", "be declared", time, logger);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (BrokerQueue Queue, BusEntrance Entrance)> _queues = new(StringComparer.Ordinal);
    private readonly List<HeldLane> _held = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>How many messages are being worked on.</summary>
    public int InFlight => Held.Sum(held => held.Lane.InFlight);

    /// <summary>Why queues are not read that this host has the leases of; null if all are.</summary>
    public string? Problem => Held.Where(held => held.Lane.Problem is not null)
        .Select(held => $"{held.Term.Name}: {held.Lane.Problem}").FirstOrDefault();

    private List<HeldLane> Held
    {
        get
        {
            lock (_gate)
            {
                return [.. _held];
            }
        }
    }

    /// <summary>Works until it is disconnected or the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
        lock (_gate)
        {
            _isRunning = true;
            Add(queues.All);
            _running = leases.RunAsync([.. _queues.Keys], HoldAsync, either.Token);
        }

        await _running;
    }

    /// <summary>Sees to it that the queues of a bot are there, which gets nothing yet. Waits for the broker while it is away.</summary>
    public Task DeclareAsync(string bot, CancellationToken cancellationToken) => _declaring.OutlastAsync(
        async token =>
        {
            var channel = await _connection.OpenChannelAsync(new CreateChannelOptions(false, false), token);
            try
            {
                foreach (var queue in queues.LanesOf(bot))
                {
                    await queue.DeclareAsync(channel, token);
                }
            }
            finally
            {
                await _connection.CloseAsync(channel);
            }
        },
        cancellationToken);

    /// <summary>Works on the queues of a bot too.</summary>
    public void Open(string bot)
    {
        lock (_gate)
        {
            if (_isRunning)
            {
                Add(queues.LanesOf(bot));
                leases.Offer([.. _queues.Keys]);
            }
        }
    }

    /// <summary>Works on the queues of a bot no more. Returns when what the bot has begun is finished.</summary>
    public async Task CloseAsync(string bot)
    {
        var names = queues.LanesOf(bot).Select(queue => queue.Name).ToHashSet(StringComparer.Ordinal);
        List<HeldLane> ending;
        lock (_gate)
        {
            foreach (var name in names)
            {
                _queues.Remove(name);
            }

            if (_isRunning)
            {
                leases.Offer([.. _queues.Keys]);
            }

            ending = [.. _held.Where(held => names.Contains(held.Term.Name))];
        }

        ending.ForEach(held => held.Term.Finish(TermEnd.GivenBack));
        await Task.WhenAll(ending.Select(held => held.Ended.Task));
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

    // Called under the lock.
    private void Add(IEnumerable<BrokerQueue> all)
    {
        foreach (var queue in all)
        {
            _queues.TryAdd(queue.Name, (queue, new BusEntrance(bus, queue)));
        }
    }

    private async Task HoldAsync(LeaseTerm term)
    {
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(term.Lost, abandonment.Token);
        HeldLane held;
        lock (_gate)
        {
            if (!_queues.TryGetValue(term.Name, out var known))
            {
                return; // the bot has left since the lease was asked for
            }

            held = new HeldLane(term, new BrokerLane(
                known.Queue, _connection, known.Entrance.DispatchAsync, options.Value.Prefetch, _outage, time, logger));
            _held.Add(held);
        }

        try
        {
            await held.Lane.RunAsync(term, dropped.Token);
        }
        finally
        {
            lock (_gate)
            {
                _held.Remove(held);
            }

            held.Ended.SetResult();
        }
    }

    private sealed record HeldLane(LeaseTerm Term, BrokerLane Lane)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
