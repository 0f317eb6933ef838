namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>
/// The clock as a process sees it that may be stopped: the time goes on meanwhile, and timers that were due fire when the process does.
/// </summary>
internal sealed class ProcessClock(TimeProvider clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Action> _late = [];
    private TaskCompletionSource? _stopped;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public bool IsStopped
    {
        get
        {
            lock (_gate)
            {
                return _stopped is not null;
            }
        }
    }

    /// <summary>Completes when the process runs.</summary>
    public Task Running
    {
        get
        {
            lock (_gate)
            {
                return _stopped?.Task ?? Task.CompletedTask;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(s => Fire(() => callback(s)), state, dueTime, period);

    public void Stop()
    {
        lock (_gate)
        {
            _stopped ??= new TaskCompletionSource();
        }
    }

    public void Continue()
    {
        TaskCompletionSource? stopped;
        List<Action> late;
        lock (_gate)
        {
            (stopped, _stopped) = (_stopped, null);
            late = [.. _late];
            _late.Clear();
        }

        stopped?.SetResult(); // answers that have come meanwhile may well be seen first
        late.ForEach(fire => fire());
    }

    private void Fire(Action callback)
    {
        lock (_gate)
        {
            if (_stopped is not null)
            {
                _late.Add(callback);
                return;
            }
        }

        callback();
    }
}
