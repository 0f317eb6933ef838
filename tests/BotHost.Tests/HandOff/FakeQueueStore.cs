using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.Tests.HandOff;

/// <summary>Queues in memory, of a database that a test can take away.</summary>
internal sealed class FakeQueueStore : IQueueStore
{
    private readonly Lock _gate = new();
    private readonly List<QueueItem> _items = [];
    private long _last;

    /// <summary>Whether it can be neither read nor written.</summary>
    public bool IsAway { get; set; }

    /// <summary>How many changes were made together, each time.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    /// <summary>A change that finishes this number is refused for good.</summary>
    public long Refused { get; set; } = -1;

    /// <summary>Runs before changes are told as committed.</summary>
    public Action? BeforeTelling { get; set; }

    public Task ChangeAsync(IReadOnlyList<QueueChange> changes, CancellationToken cancellationToken)
    {
        List<(QueueChange Change, QueueChanged Changed)> done = [];
        lock (_gate)
        {
            ThrowIfAway();
            if (changes.Any(change => change.Finished.Contains(Refused)))
            {
                throw new UnstorableException("It is too long.", new IOException());
            }

            Batches.Add(changes.Count);
            foreach (var change in changes)
            {
                _items.RemoveAll(item => change.Finished.Contains(item.Number));
                var added = change.Added.Select(item => new QueueItem(++_last, item.Queue, item.Kind, item.Body)).ToList();
                _items.AddRange(added);
                done.Add((change, new QueueChanged(IsRepeated: false, added)));
            }
        }

        BeforeTelling?.Invoke();
        done.ForEach(one => one.Change.Committed?.Invoke(one.Changed));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueueItem>> ReadAsync(string queue, long after, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfAway();
            Reads++;
            return Task.FromResult<IReadOnlyList<QueueItem>>(
                [.. _items.Where(item => item.Queue == queue && item.Number > after).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<QueueItem>> ReadAsync(
        string queue, IReadOnlyCollection<long> known, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfAway();
            Reads++;
            return Task.FromResult<IReadOnlyList<QueueItem>>(
                [.. _items.Where(item => item.Queue == queue && !known.Contains(item.Number)).OrderBy(item => item.Number).Take(limit)]);
        }
    }

    public Task<bool> IsRememberedAsync(Identity identity, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new StorageException("The disk is full.", new IOException());
        }
    }
}
