using System.Threading.RateLimiting;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>
/// How many calls of an account are on their way at once, and how many begin within a second; the others wait for their turn.
/// </summary>
/// <remarks>The pace is our own because the library's token bucket knows no clock but the machine's.</remarks>
internal sealed class CallLimiter : IDisposable
{
    private readonly ConcurrencyLimiter _concurrency;
    private readonly int _maxQueued;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _burst;
    private readonly long _start;
    private readonly Lock _gate = new();
    private TimeSpan _next;

    public CallLimiter(RestOptions options, TimeProvider time)
    {
        _concurrency = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.MaxConcurrentCalls,
            QueueLimit = options.MaxQueuedCalls,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        (_maxQueued, _time, _start) = (options.MaxQueuedCalls, time, time.GetTimestamp());

        // A second's worth may begin at once; then one each interval.
        _interval = options.MaxCallsPerSecond > 0 ? TimeSpan.FromSeconds(1.0 / options.MaxCallsPerSecond) : TimeSpan.Zero;
        _burst = TimeSpan.FromSeconds(1) - _interval;
    }

    /// <summary>Waits for the turn of a call; it is over when the result is disposed.</summary>
    /// <exception cref="ConnectyCubeException">Too many wait already.</exception>
    public async ValueTask<IDisposable> EnterAsync(RestCall call, CancellationToken cancellationToken)
    {
        var lease = await _concurrency.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!lease.IsAcquired)
            {
                throw new ConnectyCubeException(
                    $"{call} was not sent: {_maxQueued} calls of the account wait already. Send fewer at a time, or raise "
                    + "ConnectyCube:Rest:MaxQueuedCalls.");
            }

            if (TakePlace() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            }

            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public void Dispose() => _concurrency.Dispose();

    /// <summary>Takes the next place in the row of beginnings, and says how far away it is.</summary>
    private TimeSpan TakePlace()
    {
        if (_interval == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        lock (_gate)
        {
            var now = _time.GetElapsedTime(_start);
            var place = _next > now ? _next : now;
            _next = place + _interval;
            return place - _burst - now;
        }
    }
}
