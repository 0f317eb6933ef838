namespace BotPlatform.BotHost.HandOff.Due;

/// <summary>Wakes who waits for what is due next, when something is put off that is due before.</summary>
internal sealed class DueAlarm(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _earliest = DateTimeOffset.MaxValue;
    private DateTimeOffset _waitsUntil = DateTimeOffset.MinValue;
    private TaskCompletionSource _earlier = NewSource();

    /// <summary>Something was put off, durably.</summary>
    public void Set(DateTimeOffset dueAt)
    {
        lock (_gate)
        {
            _earliest = dueAt < _earliest ? dueAt : _earliest;
            if (dueAt < _waitsUntil)
            {
                _earlier.TrySetResult();
            }
        }
    }

    /// <summary>What is put off from now on counts for the next wait. Called before it is asked what is due next.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _earliest = DateTimeOffset.MaxValue;
            _earlier = NewSource();
        }
    }

    /// <summary>Waits until something is due.</summary>
    /// <param name="next">When that is, as far as it is known; null for never.</param>
    /// <param name="atMost">How long at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WaitAsync(DateTimeOffset? next, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task earlier;
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _waitsUntil = now + atMost;
            foreach (var due in new[] { _earliest, next ?? DateTimeOffset.MaxValue })
            {
                _waitsUntil = due < _waitsUntil ? due : _waitsUntil;
            }

            (earlier, wait) = (_earlier.Task, _waitsUntil - now);
        }

        if (wait > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(earlier, Task.Delay(wait, time, enough.Token));
            await enough.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
