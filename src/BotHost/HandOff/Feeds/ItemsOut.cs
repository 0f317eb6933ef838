using System.Threading.Channels;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>What was given out of a queue and is not finished: no more at a time than fits in memory.</summary>
/// <param name="capacity">How many items that may be.</param>
internal sealed class ItemsOut(int capacity)
{
    // A number takes little, but the list of them goes along with each look into the database.
    private const int MaxAside = 20_000;

    private readonly Lock _gate = new();
    private readonly HashSet<long> _numbers = [];
    private readonly HashSet<long> _aside = [];
    private readonly Channel<FedItem> _items = Channel.CreateUnbounded<FedItem>(new UnboundedChannelOptions { SingleReader = true });
    private TaskCompletionSource? _idle;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _numbers.Count;
            }
        }
    }

    /// <summary>How many more fit.</summary>
    public int Room => capacity - Count;

    /// <summary>Whether so many are finished that reading more is worth it.</summary>
    public bool IsHalfEmpty => Count <= capacity / 2;

    /// <summary>Their numbers, and those that are set aside.</summary>
    public IReadOnlyList<long> Numbers
    {
        get
        {
            lock (_gate)
            {
                return [.. _numbers, .. _aside];
            }
        }
    }

    /// <summary>Those that have been added, in their order.</summary>
    public IAsyncEnumerable<FedItem> ReadAllAsync(CancellationToken cancellationToken) => _items.Reader.ReadAllAsync(cancellationToken);

    public void Add(FedItem item)
    {
        lock (_gate)
        {
            _numbers.Add(item.Number);
            _items.Writer.TryWrite(item);
        }
    }

    /// <summary>One is finished; nothing happens when it was not out.</summary>
    public void Remove(long number)
    {
        lock (_gate)
        {
            _aside.Remove(number);
            RemoveFromOut(number);
        }
    }

    /// <summary>One is finished later, and makes room for others until then. False when there are too many of them.</summary>
    public bool TrySetAside(long number)
    {
        lock (_gate)
        {
            if (_aside.Count >= MaxAside || !_numbers.Contains(number))
            {
                return false;
            }

            _aside.Add(number);
            RemoveFromOut(number);
            return true;
        }
    }

    /// <summary>One that was set aside is out again, whether there is room or not.</summary>
    public void Return(long number)
    {
        lock (_gate)
        {
            if (_aside.Remove(number))
            {
                _numbers.Add(number);
            }
        }
    }

    /// <summary>Waits until there are none.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _numbers.Count == 0
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                    .WaitAsync(cancellationToken);
        }
    }

    private void RemoveFromOut(long number)
    {
        _numbers.Remove(number);
        if (_numbers.Count == 0)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }
}
