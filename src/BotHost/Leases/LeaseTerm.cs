namespace BotPlatform.BotHost.Leases;

/// <summary>Why a term ends.</summary>
internal enum TermEnd
{
    /// <summary>The host is stopping: finish what has begun.</summary>
    Stopping,

    /// <summary>Another host shall have the lease: finish what has begun.</summary>
    GivenBack,

    /// <summary>The lease could not be renewed in time, and another host may have the lease any moment: do nothing more.</summary>
    Lost,
}

/// <summary>The time for which this host holds a lease.</summary>
internal sealed class LeaseTerm : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly ITimer? _deadline;
    private long _heldUntil;
    private bool _isOver;
    private int _telling;
    private TaskCompletionSource? _told;

    /// <summary>A term that is never lost.</summary>
    public LeaseTerm(string name, long epoch, TimeProvider time)
    {
        (Name, Epoch, _time, _heldUntil) = (name, epoch, time, long.MaxValue);
        (Ended, Lost) = (_ended.Token, _lost.Token);
    }

    /// <summary>A term that is lost at a timestamp of the clock unless it is prolonged.</summary>
    public LeaseTerm(string name, long epoch, TimeProvider time, long heldUntil)
        : this(name, epoch, time)
    {
        _heldUntil = heldUntil;
        _deadline = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _deadline.Change(Remaining(), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Which lease.</summary>
    public string Name { get; }

    /// <summary>Grows with each term of the lease, on whatever host, and never comes again.</summary>
    public long Epoch { get; }

    /// <summary>Fires when the term ends for whatever reason; <see cref="End"/> says for which.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Fires when the lease is lost, also while what has begun is being finished.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Why it ends; null while it goes on. An end in peace may still become <see cref="TermEnd.Lost"/>.</summary>
    public TermEnd? End { get; private set; }

    /// <summary>
    /// Whether the lease is this host's this instant, by the clock: a process that was stopped and goes on learns it here before any
    /// timer fires.
    /// </summary>
    public bool IsHeld => !Lost.IsCancellationRequested && _time.GetTimestamp() < Interlocked.Read(ref _heldUntil);

    /// <summary>The lease holds for longer. Comes too late when it has run out.</summary>
    public void Prolong(long until)
    {
        lock (_gate)
        {
            if (IsHeld)
            {
                Interlocked.Exchange(ref _heldUntil, Math.Max(until, _heldUntil));
                _deadline?.Change(Remaining(), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Lose();
    }

    /// <summary>Ends it in peace.</summary>
    public void Finish(TermEnd why)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            End ??= why;
            _telling++;
        }

        Tell(_ended);
    }

    /// <summary>Ends it at once.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            End = TermEnd.Lost;
            _telling++;
        }

        Tell(_lost, _ended);
    }

    /// <summary>Called when nobody holds it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        var told = Task.CompletedTask;
        lock (_gate)
        {
            _isOver = true;
            Interlocked.Exchange(ref _heldUntil, 0);
            if (_telling > 0)
            {
                told = (_told ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }

        if (_deadline is not null)
        {
            await _deadline.DisposeAsync();
        }

        await told; // its holder may come here as soon as it hears of the end, while others have not heard of it

        _lost.Dispose();
        _ended.Dispose();
    }

    private void Tell(params ReadOnlySpan<CancellationTokenSource> ends)
    {
        try
        {
            foreach (var end in ends)
            {
                end.Cancel();
            }
        }
        finally
        {
            lock (_gate)
            {
                if (--_telling == 0)
                {
                    _told?.TrySetResult();
                }
            }
        }
    }

    private void Check()
    {
        lock (_gate)
        {
            if (IsHeld)
            {
                _deadline!.Change(Remaining(), Timeout.InfiniteTimeSpan); // it was prolonged, or the timer fired a little early
                return;
            }
        }

        Lose();
    }

    private TimeSpan Remaining()
    {
        var (now, until) = (_time.GetTimestamp(), Interlocked.Read(ref _heldUntil));
        return until <= now ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(_time.GetElapsedTime(now, until).TotalMilliseconds));
    }
}
