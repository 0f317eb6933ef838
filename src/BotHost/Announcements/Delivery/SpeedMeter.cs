namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>How much has happened in the last seconds.</summary>
internal sealed class SpeedMeter(TimeProvider time)
{
    private const int Seconds = 5;

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly int[] _counts = new int[Seconds];
    private long _second;

    /// <summary>How many a second; the second that is not over yet counts as far as it is.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                var elapsed = Turn();
                var span = Math.Min(elapsed, Seconds - 1 + (elapsed - Math.Floor(elapsed)));
                return span <= 0 ? 0 : _counts.Sum() / Math.Max(span, 0.2);
            }
        }
    }

    /// <summary>It has happened once more.</summary>
    public void Count()
    {
        lock (_gate)
        {
            Turn();
            _counts[_second % Seconds]++;
        }
    }

    /// <returns>Seconds since the beginning.</returns>
    private double Turn()
    {
        var elapsed = time.GetElapsedTime(_start).TotalSeconds;
        for (var turned = 0; _second < (long)elapsed && turned < Seconds; turned++)
        {
            _second++;
            _counts[_second % Seconds] = 0;
        }

        _second = (long)elapsed; // whatever was longer ago has been cleared
        return elapsed;
    }
}
