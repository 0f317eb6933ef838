using System.Threading.Channels;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>
/// Gives out what a durable queue keeps, in order, and no more at a time than fits in memory: the rest stays in the database and is read
/// when there is room again.
/// </summary>
/// <param name="queue">Which queue.</param>
/// <param name="capacity">How many items may be out and not finished.</param>
/// <param name="deliver">Takes an item further; called for one after the other, and again with one that it fails on.</param>
/// <param name="store">What keeps the queue.</param>
/// <param name="outages">What is said when the database is away, or where the items go.</param>
/// <param name="logger">Hears of items that cannot be read.</param>
internal abstract partial class Feed(
    string queue, int capacity, Func<FedItem, Task> deliver, IQueueStore store, FeedOutages outages, ILogger logger)
{
    // Read at once: a message may have 64 KB.
    private const int MaxPage = 100;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(1);
    private readonly ItemsOut _out = new(capacity);
    private readonly Lock _gate = new();
    private bool _isBehind = true; // what an earlier process has left
    private bool _isClosed;
    private long _leftOut;

    /// <summary>Which queue.</summary>
    public string Queue { get; } = queue;

    /// <summary>How many items are out and not finished.</summary>
    public int Out => _out.Count;

    /// <summary>What keeps the queue.</summary>
    protected IQueueStore Store { get; } = store;

    /// <summary>The numbers of these items, and of those that are set aside.</summary>
    protected IReadOnlyList<long> NumbersOut => _out.Numbers;

    /// <summary>Whether an item may go out now without overtaking another one. Asked under the lock of <see cref="Offer"/>.</summary>
    protected bool HasRoomNow => !_isBehind && !_isClosed && _out.Room > 0;

    /// <summary>An item has become durable. Called in the order of the numbers.</summary>
    public void Offer(long number, object message)
    {
        lock (_gate)
        {
            Take(number, message);
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
        _out.Remove(number);
        WakeIfThereIsRoom();
    }

    /// <summary>
    /// An item that was given out has to wait for long, and leaves its place in memory to others; <see cref="ReadAgainAsync"/> brings it back.
    /// </summary>
    /// <returns>False when that is so with too many already.</returns>
    public bool TrySetAside(long number)
    {
        if (!_out.TrySetAside(number))
        {
            return false;
        }

        WakeIfThereIsRoom();
        return true;
    }

    /// <summary>Brings an item back that was set aside.</summary>
    /// <returns>Null when it is there no more.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<FedItem?> ReadAgainAsync(long number, CancellationToken cancellationToken)
    {
        _out.Return(number);
        var found = await outages.Reading.OutlastAsync(token => Store.ReadAsync(Queue, number - 1, 1, token), cancellationToken);
        return found is [var item] && item.Number == number
            ? new FedItem(this, number, MessageFormat.Read(item.Kind, item.Body))
            : null;
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
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _out.WhenIdleAsync(cancellationToken);

    /// <summary>Gives out until the token fires. What was not given out stays in the queue for the next process.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        UntilAsync(DeliverAllAsync, cancellationToken), UntilAsync(CatchUpAsync, cancellationToken));

    /// <summary>Puts an item out that has become durable, or leaves it out. Called under the lock.</summary>
    protected abstract void Take(long number, object message);

    /// <summary>What the queue keeps and was not seen yet, in order.</summary>
    protected abstract Task<IReadOnlyList<QueueItem>> ReadAsync(int limit, CancellationToken cancellationToken);

    /// <summary>An item is out, or stays in the queue because this program cannot read it. Called under the lock.</summary>
    protected abstract void Seen(long number, bool isReadable);

    /// <summary>Completes when it is worth looking into the queue.</summary>
    protected virtual async Task WhenWokenAsync(CancellationToken cancellationToken) => await _wake.Reader.ReadAsync(cancellationToken);

    /// <summary>Puts an item out. Called under the lock.</summary>
    protected void Put(long number, object message)
    {
        Seen(number, isReadable: true);
        _out.Add(new FedItem(this, number, message));
    }

    /// <summary>An item stays in the database for now. Called under the lock.</summary>
    protected void LeaveOut()
    {
        _isBehind = true;
        _leftOut++;
    }

    private static async Task UntilAsync(Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        try
        {
            await run(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is stopping, or holds the account no more.
        }
    }

    private void WakeIfThereIsRoom()
    {
        lock (_gate)
        {
            if (_isBehind && _out.IsHalfEmpty)
            {
                _wake.Writer.TryWrite(true);
            }
        }
    }

    private async Task DeliverAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in _out.ReadAllAsync(cancellationToken))
        {
            await outages.Delivering.OutlastAsync(_ => deliver(item), cancellationToken);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (await outages.Reading.OutlastAsync(ReadPageAsync, cancellationToken))
            {
            }

            await WhenWokenAsync(cancellationToken);
        }
    }

    /// <returns>Whether there may be more to read now.</returns>
    private async Task<bool> ReadPageAsync(CancellationToken cancellationToken)
    {
        long leftOut;
        int room;
        lock (_gate)
        {
            room = Math.Min(_out.Room, MaxPage);
            if (!_isBehind || _isClosed || room <= 0)
            {
                return false;
            }

            leftOut = _leftOut;
        }

        var items = await ReadAsync(room, cancellationToken);
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

    private void Put(QueueItem item)
    {
        try
        {
            Put(item.Number, MessageFormat.Read(item.Kind, item.Body));
        }
        catch (Exception error)
        {
            Seen(item.Number, isReadable: false); // it stays in the database; a program that knows it may handle it
            LogUnreadable(Queue, item.Number, item.Kind, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "Item {Number} of queue {Queue} is a {Kind} that this program cannot read: {Problem}")]
    private partial void LogUnreadable(string queue, long number, string kind, string problem);
}
