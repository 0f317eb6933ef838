namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// Bounds how much work is between two points. MassTransit's in-memory transport takes whatever it is given, so whoever puts
/// something in takes a credit first, and whoever has finished it gives the credit back.
/// </summary>
internal sealed class CreditLimit : IDisposable
{
    private readonly SemaphoreSlim _credits;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _inUse;
    private int _owed;

    public CreditLimit(int capacity) => _credits = new SemaphoreSlim(capacity, capacity);

    /// <summary>How many credits are out.</summary>
    public int InUse => Volatile.Read(ref _inUse);

    /// <summary>Takes credits; waits until there are enough.</summary>
    public async ValueTask TakeAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 1)
        {
            await _credits.WaitAsync(cancellationToken);
            Interlocked.Increment(ref _inUse);
            return;
        }

        // One after the other: two who each hold half of what they want would wait for each other for ever.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var taken = 0; taken < count; taken++)
            {
                await _credits.WaitAsync(cancellationToken);
                Interlocked.Increment(ref _inUse);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes credits at once, more than there are if need be: those who wait, wait until they are back.</summary>
    public void TakeNow(int count)
    {
        Interlocked.Add(ref _inUse, count);
        for (var taken = 0; taken < count; taken++)
        {
            if (!_credits.Wait(0))
            {
                Interlocked.Increment(ref _owed);
            }
        }
    }

    /// <summary>Gives one credit back.</summary>
    public void Give()
    {
        if (!TryPayBack())
        {
            _credits.Release();
        }

        if (Interlocked.Decrement(ref _inUse) == 0)
        {
            lock (_gate)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    /// <summary>Waits until every credit has come back.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (InUse == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return InUse == 0 ? Task.CompletedTask : _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private bool TryPayBack()
    {
        for (var owed = Volatile.Read(ref _owed); owed > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _owed, owed - 1, owed);
            if (seen == owed)
            {
                return true;
            }

            owed = seen;
        }

        return false;
    }

    public void Dispose()
    {
        _credits.Dispose();
        _turn.Dispose();
    }
}
