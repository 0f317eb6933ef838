namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Keeps two announcements to the same dialog apart.</summary>
/// <param name="perSecond">How many a second go to one dialog; 0 for no distance.</param>
/// <param name="time">The clock.</param>
internal sealed class DialogPace(double perSecond, TimeProvider time)
{
    private const int SweepEvery = 1000;

    private readonly Dictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);
    private int _untilSweep = SweepEvery;

    /// <summary>How far apart they are; zero for no distance.</summary>
    public TimeSpan Distance { get; } = perSecond > 0 ? TimeSpan.FromSeconds(1 / perSecond) : TimeSpan.Zero;

    /// <summary>How long until one may go there; zero for now.</summary>
    public TimeSpan WaitFor(string dialog)
    {
        if (!_last.TryGetValue(dialog, out var last))
        {
            return TimeSpan.Zero;
        }

        var wait = last + Distance - time.GetUtcNow();
        if (wait > Distance)
        {
            (_last[dialog], wait) = (time.GetUtcNow(), Distance); // somebody has set the clock back
        }

        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>One goes there.</summary>
    public void Take(string dialog) => Take(dialog, time.GetUtcNow());

    /// <summary>One went there.</summary>
    public void Take(string dialog, DateTimeOffset at)
    {
        if (Distance == TimeSpan.Zero)
        {
            return;
        }

        _last[dialog] = at;
        if (--_untilSweep == 0)
        {
            _untilSweep = Math.Max(SweepEvery, _last.Count);
            var old = time.GetUtcNow() - Distance;
            foreach (var (known, _) in _last.Where(one => one.Value < old).ToList())
            {
                _last.Remove(known);
            }
        }
    }
}
