using System.Threading.Channels;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.HandOff;

/// <summary>An item of a queue that was given out.</summary>
internal readonly record struct FedItem(Feed Feed, long Number, object Message);

/// <summary>
/// Gives out what a durable queue keeps, in order, and no more at a time than fits in memory: what comes while there is room goes on
/// as it is, the rest stays in the database and is read when there is room again.
/// </summary>
/// <param name="queue">Which queue.</param>
/// <param name="isShared">
/// Whether other processes add to it too: then numbers do not become durable in their order, and all is read from the database, which
/// knows the order of what depends on each other.
/// </param>
/// <param name="capacity">How many items may be out and not finished.</param>
/// <param name="deliver">Takes an item further; called for one after the other.</param>
/// <param name="store">Where the queue is kept.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Hears of trouble.</param>
internal sealed partial class Feed(
    string queue, bool isShared, int capacity, Func<FedItem, Task> deliver, IQueueStore store, TimeProvider time, ILogger logger)
{
    // Read at once: a message may have 64 KB.
    private const int MaxPage = 100;

    // In case that nobody told of what another process has added.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly Channel<FedItem> _window = Channel.CreateUnbounded<FedItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(1);
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private bool _isBehind = true; // what an earlier process has left
    private bool _isClosed;
    private readonly HashSet<long> _out = [];
    private readonly HashSet<long> _unreadable = [];
    private long _last;
    private long _leftOut;

    /// <summary>Which queue.</summary>
    public string Queue { get; } = queue;

    /// <summary>How many items are out and not finished.</summary>
    public int Out
    {
        get
        {
            lock (_gate)
            {
                return _out.Count;
            }
        }
    }

    /// <summary>An item has become durable. Called in the order of the numbers.</summary>
    public void Offer(long number, object message)
    {
        lock (_gate)
        {
            if (isShared)
            {
                LeaveOut();
                _wake.Writer.TryWrite(true);
            }
            else if (number <= _last)
            {
                // read from the database between its commit and this call
            }
            else if (_isBehind || _isClosed || _out.Count >= capacity)
            {
                LeaveOut();
            }
            else
            {
                Put(number, message);
            }
        }
    }

    /// <summary>Another process has added something.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            LeaveOut();
            _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>An item that was given out is finished, or never will be by this process.</summary>
    public void Finished(long number)
    {
        lock (_gate)
        {
            _out.Remove(number);
            if (_out.Count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }

            if (_isBehind && _out.Count <= capacity / 2)
            {
                _wake.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Gives no more out. What is out goes on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    /// <summary>Waits until nothing is out.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _out.Count == 0
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                    .WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives out until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(DeliverAsync(cancellationToken), CatchUpAsync(cancellationToken));

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in _window.Reader.ReadAllAsync(cancellationToken))
            {
                await DeliverAsync(item, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not given out stays in the queue for the next process.
        }
    }

    private async Task DeliverAsync(FedItem item, CancellationToken cancellationToken)
    {
        for (var failed = 0; ; failed++)
        {
            try
            {
                await deliver(item);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                var delay = Backoff.Delay(failed, FirstDelay, MaxDelay);
                LogNotDelivered(error, Queue, item.Number, delay.TotalSeconds);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var failed = 0; ;)
            {
                try
                {
                    while (await ReadPageAsync(cancellationToken))
                    {
                        failed = 0;
                    }

                    await WaitAsync(cancellationToken);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    var delay = Backoff.Delay(failed++, FirstDelay, MaxDelay);
                    LogRetry(Queue, delay.TotalSeconds, error.Message);
                    await Task.Delay(delay, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <returns>Whether there may be more to read now.</returns>
    private async Task<bool> ReadPageAsync(CancellationToken cancellationToken)
    {
        long leftOut;
        int room;
        IReadOnlyList<long> known;
        lock (_gate)
        {
            room = Math.Min(capacity - _out.Count, MaxPage);
            if (!_isBehind || _isClosed || room <= 0)
            {
                return false;
            }

            leftOut = _leftOut;
            known = isShared ? [.. _out, .. _unreadable] : [];
        }

        var items = isShared
            ? await store.ReadAsync(Queue, known, room, cancellationToken)
            : await store.ReadAsync(Queue, Volatile.Read(ref _last), room, cancellationToken);
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            foreach (var item in items)
            {
                Put(item);
            }

            // Nothing was left out since: whatever comes now is behind all that was read.
            if (items.Count < room && leftOut == _leftOut)
            {
                _isBehind = false;
                return false;
            }

            return items.Count > 0 || leftOut != _leftOut;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var look = new CancellationTokenSource(isShared ? LookEvery : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(look.Token, cancellationToken);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Wake();
        }
    }

    private void LeaveOut()
    {
        _isBehind = true;
        _leftOut++;
    }

    private void Put(QueueItem item)
    {
        try
        {
            Put(item.Number, MessageFormat.Read(item.Kind, item.Body));
        }
        catch (Exception error)
        {
            _last = item.Number; // it stays in the database; a program that knows it may handle it
            _unreadable.Add(item.Number);
            LogUnreadable(Queue, item.Number, item.Kind, error.Message);
        }
    }

    private void Put(long number, object message)
    {
        _last = number;
        _out.Add(number);
        _window.Writer.TryWrite(new FedItem(this, number, message));
    }

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} cannot be read; trying again in {Seconds:0.0} s: {Problem}")]
    private partial void LogRetry(string queue, double seconds, string problem);

    [LoggerMessage(LogLevel.Error, "Item {Number} of queue {Queue} cannot be put on the bus; trying again in {Seconds:0.0} s.")]
    private partial void LogNotDelivered(Exception error, string queue, long number, double seconds);

    [LoggerMessage(LogLevel.Error, "Item {Number} of queue {Queue} is a {Kind} that this program cannot read: {Problem}")]
    private partial void LogUnreadable(string queue, long number, string kind, string problem);
}
