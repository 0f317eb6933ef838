namespace BotPlatform.Sandbox.Chaos;

/// <summary>While it lasts, chat connections stay open, and nothing is read from them or written to them.</summary>
internal sealed class Standstill
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _over;
    private int _count;

    /// <summary>Returns at once, or when the standstill is over.</summary>
    public Task PassAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _over)?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Begins one; it lasts until everybody who began one has ended theirs.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _count++;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (--_count == 0)
            {
                _over!.SetResult();
                _over = null;
            }
        }
    }
}
