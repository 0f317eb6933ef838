using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// Makes changes durable in the order in which they come, together with those that wait. While the database is away they wait, and
/// none overtakes another; whoever brings them bounds their number.
/// </summary>
internal sealed partial class ChangeStream(IQueueStore store, TimeProvider time, ILogger logger, CancellationToken abandoned)
{
    private const int MaxTogether = 256;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<(QueueChange Change, TaskCompletionSource Done)> _waiting = new();
    private bool _isWriting;

    /// <summary>
    /// Completes when the change is durable; is cancelled when the host gives up, and fails with an
    /// <see cref="UnstorableException"/> when the database refuses what it is given.
    /// </summary>
    public Task WriteAsync(QueueChange change)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue((change, done));
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
        var batch = new List<(QueueChange Change, TaskCompletionSource Done)>(MaxTogether);
        while (Peek(batch))
        {
            await WriteAsync(batch);
            Remove(batch.Count);
        }
    }

    private async Task WriteAsync(List<(QueueChange Change, TaskCompletionSource Done)> batch)
    {
        try
        {
            await WriteAsync([.. batch.Select(one => one.Change)]);
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

    private async Task WriteAsync(IReadOnlyList<QueueChange> changes)
    {
        for (var attempt = 0; ; attempt++)
        {
            abandoned.ThrowIfCancellationRequested();
            try
            {
                await store.ChangeAsync(changes, abandoned);
                return;
            }
            catch (Exception error) when (error is not UnstorableException && !abandoned.IsCancellationRequested)
            {
                var delay = Backoff.Delay(attempt, FirstDelay, MaxDelay);
                LogRetry(changes.Count, delay.TotalSeconds, error.Message);
                await Task.Delay(delay, time, abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool Peek(List<(QueueChange Change, TaskCompletionSource Done)> batch)
    {
        lock (_gate)
        {
            batch.Clear();
            batch.AddRange(_waiting.Take(MaxTogether));
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
