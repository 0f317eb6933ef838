namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>Ends a transfer that does not move for too long.</summary>
internal sealed class Standstill : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _watch;
    private readonly CancellationTokenSource _either;

    public Standstill(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _watch = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_watch.Token, cancellationToken);
    }

    /// <summary>Fires when nothing moved for too long, or the caller cancels.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Something moved.</summary>
    public void Moved() => _watch.CancelAfter(_limit);

    public void Dispose()
    {
        _either.Dispose();
        _watch.Dispose();
    }
}
