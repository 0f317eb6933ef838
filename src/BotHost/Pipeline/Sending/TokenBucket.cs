namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>Lets so many things pass in a time, and some at once after a rest. Not for several callers at the same time.</summary>
/// <param name="perSecond">How many a second in the long run, at least <see cref="Slowest"/>; 0 lets everything pass.</param>
/// <param name="burst">How many at once.</param>
internal sealed class TokenBucket(double perSecond, int burst)
{
    /// <summary>The lowest rate, a second: what is slower goes as fast as this.</summary>
    public const double Slowest = 0.001;

    private readonly TimeSpan _interval = perSecond > 0 ? TimeSpan.FromSeconds(1 / Math.Max(perSecond, Slowest)) : TimeSpan.Zero;
    private TimeSpan _full = TimeSpan.MinValue;

    /// <summary>One of which all but one have just passed that may pass at once.</summary>
    public static TokenBucket AlmostEmpty(double perSecond, int burst, TimeSpan now)
    {
        var bucket = new TokenBucket(perSecond, burst);
        bucket._full = now + (bucket._interval * (burst - 1));
        return bucket;
    }

    /// <summary>Whether it is as if nothing had passed yet.</summary>
    public bool IsFull(TimeSpan now) => _full <= now;

    /// <summary>Whether something may pass now.</summary>
    public bool HasToken(TimeSpan now) => WaitAt(now) <= TimeSpan.Zero;

    /// <summary>Lets one pass, now or in a while; who comes next waits behind it.</summary>
    /// <returns>How long it has to wait.</returns>
    public TimeSpan Take(TimeSpan now)
    {
        var wait = WaitAt(now);
        _full = (_full > now ? _full : now) + _interval;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>How long until something may pass; negative or zero for now.</summary>
    public TimeSpan WaitAt(TimeSpan now) => _full > now ? _full - now - (_interval * (burst - 1)) : TimeSpan.Zero;
}
