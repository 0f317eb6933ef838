namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>Ends what takes too long, or what its caller gives up. One source and one timer: every call has one.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _caller;

    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _end = new CancellationTokenSource(limit, time);
        _caller = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    /// <summary>Fires when the time is over, or the caller cancels.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Something moved: the time begins anew.</summary>
    public void Prolong() => _end.CancelAfter(_limit);

    public void Dispose()
    {
        _caller.Dispose();
        _end.Dispose();
    }
}
