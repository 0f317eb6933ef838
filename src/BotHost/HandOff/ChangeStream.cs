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

    /// <summary>How many changes are not durable yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Completes when the change is durable; is cancelled when the host gives up.</summary>
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
            if (await WriteAsync([.. batch.Select(one => one.Change)]))
            {
                batch.ForEach(one => one.Done.SetResult());
            }
            else
            {
                batch.ForEach(one => one.Done.SetCanceled(abandoned));
            }

            Remove(batch.Count);
        }
    }

    /// <returns>False when the host gave up.</returns>
    private async Task<bool> WriteAsync(IReadOnlyList<QueueChange> changes)
    {
        for (var attempt = 0; !abandoned.IsCancellationRequested; attempt++)
        {
            try
            {
                await store.ChangeAsync(changes, abandoned);
                return true;
            }
            catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
            {
                return false;
            }
            catch (StorageException error)
            {
                var delay = Backoff.Delay(attempt, FirstDelay, MaxDelay);
                LogRetry(changes.Count, delay.TotalSeconds, error.Message);
                await Task.Delay(delay, time, abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
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
