using BotPlatform.BotHost.Hosting;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>What is given out of the queues of bots, which come and go.</summary>
/// <param name="queues">The queues of the database.</param>
/// <param name="capacity">How many items of one bot may be out and not finished.</param>
/// <param name="deliver">Takes an item further.</param>
internal sealed class BotFeeds(DurableQueues queues, int capacity, Func<FedItem, Task> deliver)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OpenFeed> _feeds = new(StringComparer.Ordinal);
    private CancellationToken? _running;
    private bool _isStopping;

    /// <summary>How many items are out.</summary>
    public int Out => All.Sum(open => open.Feed.Out);

    private List<OpenFeed> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _feeds.Values];
            }
        }
    }

    /// <exception cref="KeyNotFoundException">The queue is not open.</exception>
    public Feed this[string queue]
    {
        get
        {
            lock (_gate)
            {
                return _feeds[queue].Feed;
            }
        }
    }

    /// <summary>Whether a queue is open.</summary>
    public bool Contains(string queue)
    {
        lock (_gate)
        {
            return _feeds.ContainsKey(queue);
        }
    }

    /// <summary>Gives out of a queue of which nothing is out, as soon as it runs. Nothing happens when the queue is open.</summary>
    public void Open(string queue)
    {
        lock (_gate)
        {
            if (_feeds.ContainsKey(queue))
            {
                return;
            }

            var open = new OpenFeed(queues.Open(queue, capacity, deliver));
            _feeds.Add(queue, open);
            if (_isStopping)
            {
                open.Feed.Close();
            }

            if (_running is { } running)
            {
                open.Begin(running);
            }
        }
    }

    /// <summary>Gives nothing more out of a queue.</summary>
    public void Stop(string queue) => this[queue].Close();

    /// <summary>Forgets a queue that was stopped, when nothing of it is out.</summary>
    public async Task CloseAsync(string queue)
    {
        OpenFeed open;
        lock (_gate)
        {
            open = _feeds[queue];
        }

        await open.Feed.WhenIdleAsync(CancellationToken.None);
        lock (_gate)
        {
            _feeds.Remove(queue);
        }

        queues.Close(open.Feed);
        await open.EndAsync();
    }

    /// <summary>Gives out until the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _running = cancellationToken;
            foreach (var open in _feeds.Values)
            {
                open.Begin(cancellationToken);
            }
        }

        await cancellationToken.FiresAsync();
        await Task.WhenAll(All.Select(open => open.EndAsync()));
    }

    /// <summary>Gives nothing more out, and waits until nothing is.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
        }

        All.ForEach(open => open.Feed.Close());
        foreach (var open in All)
        {
            await open.Feed.WhenIdleAsync(cancellationToken);
        }
    }

    private sealed class OpenFeed(Feed feed)
    {
        private CancellationTokenSource? _end;
        private Task _running = Task.CompletedTask;

        public Feed Feed { get; } = feed;

        public void Begin(CancellationToken cancellationToken)
        {
            _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _running = Feed.RunAsync(_end.Token);
        }

        public async Task EndAsync()
        {
            await (_end?.CancelAsync() ?? Task.CompletedTask);
            await _running;
        }
    }
}
