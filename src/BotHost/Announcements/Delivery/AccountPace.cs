using BotPlatform.BotHost.Pipeline.Sending;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>
/// How fast the announcements of an account leave: as fast as the settings allow, and slower after the network or the connection has complained.
/// Then half as fast as before, and a tenth faster each second in which nobody complains.
/// </summary>
/// <param name="rate">How many a second the settings allow; 0 for as many as there are.</param>
/// <param name="time">The clock.</param>
internal sealed class AccountPace(double rate, TimeProvider time)
{
    private const double Slowest = 1;
    private const double Growth = 1.1;

    // One complaint comes with all that is on the way.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SpeedMeter _speed = new(time);
    private readonly long _start = time.GetTimestamp();
    private TokenBucket _bucket = Paced(rate, TimeSpan.Zero);
    private double? _slowedTo;
    private double _fullAgain;
    private TimeSpan _changedAt;
    private TimeSpan? _complainedAt;

    /// <summary>How many a second leave at most because somebody has complained; null when that is over.</summary>
    public double? SlowedTo
    {
        get
        {
            lock (_gate)
            {
                Grow();
                return _slowedTo;
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>A bucket that lets as many pass at once as belong to a tenth of a second, and one at first.</summary>
    public static TokenBucket Paced(double perSecond, TimeSpan now) =>
        TokenBucket.AlmostEmpty(perSecond, (int)Math.Clamp(perSecond / 10, 1, 10_000), now);

    /// <summary>How long until one may leave; zero for now.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                Grow();
                return _bucket.WaitAt(Now) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }
    }

    /// <summary>One leaves.</summary>
    public void Take()
    {
        lock (_gate)
        {
            _bucket.Take(Now);
            _speed.Count();
        }
    }

    /// <summary>The network has complained, or the connection broke.</summary>
    public void Slow()
    {
        lock (_gate)
        {
            var now = Now;
            if (now - _complainedAt < Step)
            {
                return;
            }

            _complainedAt = now;
            var before = _slowedTo ?? (rate > 0 ? Math.Min(rate, _speed.PerSecond) : _speed.PerSecond);
            _fullAgain = Math.Max(_fullAgain, _slowedTo is null ? before * 2 : 0);
            Become(Math.Max(before / 2, rate > 0 ? Math.Min(Slowest, rate / 2) : Slowest), now);
        }
    }

    private void Grow()
    {
        var now = Now;
        while (_slowedTo is { } slow && now - _changedAt >= Step)
        {
            var faster = slow * Growth;
            Become(faster < (rate > 0 ? rate : Math.Max(_fullAgain, Slowest * 2)) ? faster : null, _changedAt + Step);
        }
    }

    private void Become(double? perSecond, TimeSpan at)
    {
        (_slowedTo, _changedAt) = (perSecond, at);
        _fullAgain = perSecond is null ? 0 : _fullAgain;
        var wait = _bucket.WaitAt(Now); // who had to wait does so still
        _bucket = Paced(perSecond ?? rate, wait > TimeSpan.Zero ? Now + wait : Now);
    }
}
