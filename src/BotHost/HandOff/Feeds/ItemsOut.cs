using System.Threading.Channels;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>What was given out of a queue and is not finished: no more at a time than fits in memory.</summary>
/// <param name="capacity">How many items that may be.</param>
internal sealed class ItemsOut(int capacity)
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _numbers = [];
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

    /// <summary>Their numbers.</summary>
    public IReadOnlyList<long> Numbers
    {
        get
        {
            lock (_gate)
            {
                return [.. _numbers];
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
            _numbers.Remove(number);
            if (_numbers.Count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
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
}
