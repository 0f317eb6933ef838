using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;

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
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Hears of trouble.</param>
/// <param name="abandoned">Fires when the host gives up.</param>
internal sealed partial class OrderedWrites<T>(
    int together, Func<IReadOnlyList<T>, CancellationToken, Task> write, TimeProvider time, ILogger logger, CancellationToken abandoned)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

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

    private async Task WriteAsync(List<(T Item, TaskCompletionSource Done)> batch)
    {
        try
        {
            await WriteAsync([.. batch.Select(one => one.Item)]);
            batch.ForEach(one => one.Done.SetResult());
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            batch.ForEach(one => one.Done.TrySetCanceled(abandoned));
        }
        catch (UnstorableException) when (batch.Count > 1)
        {
            foreach (var one in batch)
            {
                await WriteAsync([one]); // one of them is to blame
            }
        }
        catch (UnstorableException error)
        {
            batch[0].Done.SetException(error);
        }
    }

    private async Task WriteAsync(IReadOnlyList<T> items)
    {
        for (var attempt = 0; ; attempt++)
        {
            abandoned.ThrowIfCancellationRequested();
            try
            {
                await write(items, abandoned);
                return;
            }
            catch (Exception error) when (error is not UnstorableException && !abandoned.IsCancellationRequested)
            {
                var delay = Backoff.Delay(attempt, FirstDelay, MaxDelay);
                LogRetry(items.Count, delay.TotalSeconds, error.Message);
                await Task.Delay(delay, time, abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
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

    [LoggerMessage(LogLevel.Warning, "{Count} changes cannot be kept; trying again in {Seconds:0.0} s: {Problem}")]
    private partial void LogRetry(int count, double seconds, string problem);
}
