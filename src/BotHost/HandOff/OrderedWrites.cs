using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// Makes things durable in the order in which they come. While the place that keeps them is away they wait, and none overtakes another;
/// whoever brings them bounds their number.
/// </summary>
/// <param name="together">How many may be written at once.</param>
/// <param name="write">
/// Writes some, in their order, all or none. When it fails it is called again with the same, unless it says that the place will never
/// take them (<see cref="UnstorableException"/>).
/// </param>
/// <param name="outage">Waits while that place is away.</param>
/// <param name="abandoned">Fires when the host gives up.</param>
internal sealed class OrderedWrites<T>(
    int together, Func<IReadOnlyList<T>, CancellationToken, Task> write, Outage outage, CancellationToken abandoned)
{
    private readonly Lock _gate = new();
    private readonly Queue<(T Item, TaskCompletionSource Done)> _waiting = new();
    private bool _isWriting;

    /// <summary>
    /// Completes when it is durable; is cancelled when the host gives up, and fails with an <see cref="UnstorableException"/> when it is
    /// refused for good.
    /// </summary>
    public Task WriteAsync(T item)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue((item, done));
            if (!_isWriting)
            {
                _isWriting = true;
                _ = WriteAllAsync();
            }
        }

        return done.Task;
    }

    private async Task WriteAllAsync()
    {
        await Task.Yield(); // leave the lock
        var batch = new List<(T Item, TaskCompletionSource Done)>(together);
        while (Peek(batch))
        {
            await WriteAsync(batch);
            Remove(batch.Count);
        }
    }

    /// <summary>Does not throw: those who wait are told.</summary>
    private async Task WriteAsync(List<(T Item, TaskCompletionSource Done)> batch)
    {
        try
        {
            IReadOnlyList<T> items = [.. batch.Select(one => one.Item)];
            var refusal = await outage.OutlastAsync(token => TryWriteAsync(items, token), abandoned);
            if (refusal is null)
            {
                batch.ForEach(one => one.Done.SetResult());
            }
            else if (batch.Count == 1)
            {
                batch[0].Done.SetException(refusal);
            }
            else
            {
                foreach (var one in batch)
                {
                    await WriteAsync([one]); // one of them is to blame
                }
            }
        }
        catch (OperationCanceledException)
        {
            batch.ForEach(one => one.Done.TrySetCanceled(abandoned));
        }
    }

    /// <returns>Why they will never be taken; null when they are.</returns>
    private async Task<UnstorableException?> TryWriteAsync(IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        try
        {
            await write(items, cancellationToken);
            return null;
        }
        catch (UnstorableException refusal)
        {
            return refusal;
        }
    }

    private bool Peek(List<(T Item, TaskCompletionSource Done)> batch)
    {
        lock (_gate)
        {
            batch.Clear();
            batch.AddRange(_waiting.Take(together));
            return _isWriting = batch.Count > 0;
        }
    }

    private void Remove(int count)
    {
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                _waiting.Dequeue();
            }
        }
    }
}
