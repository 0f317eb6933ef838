namespace BotPlatform.Chaos.Soak;

/// <summary>Whether something that was measured again and again grows. The only place that says so.</summary>
internal static class Flatness
{
    // A process that has just begun fills its caches and pools.
    private const double WarmUp = 0.2;

    /// <summary>
    /// By how much it grows from the end of the warm-up to the end: the median of the slopes between all pairs of samples (Theil and
    /// Sen), which a few outliers do not move, times the time.
    /// </summary>
    public static double Growth(IReadOnlyList<(double Seconds, double Value)> samples)
    {
        var warm = Warm(samples);
        var slopes = new List<double>();
        for (var i = 0; i < warm.Count; i++)
        {
            for (var j = i + 1; j < warm.Count; j++)
            {
                slopes.Add((warm[j].Value - warm[i].Value) / (warm[j].Seconds - warm[i].Seconds));
            }
        }

        return Median(slopes) * (warm[^1].Seconds - warm[0].Seconds);
    }

    /// <summary>What it is mostly, after the warm-up.</summary>
    public static double Level(IReadOnlyList<(double Seconds, double Value)> samples) => Median([.. Warm(samples).Select(one => one.Value)]);

    /// <summary>Whether it grows by no more than a tenth of its level, or by no more than what is too little to matter.</summary>
    /// <param name="samples">In the order of time.</param>
    /// <param name="negligible">In its own unit.</param>
    public static bool IsFlat(IReadOnlyList<(double Seconds, double Value)> samples, double negligible) =>
        Growth(samples) <= Math.Max(negligible, Level(samples) / 10);

    private static IReadOnlyList<(double Seconds, double Value)> Warm(IReadOnlyList<(double Seconds, double Value)> samples) =>
        samples.Count >= 10
            ? [.. samples.Skip((int)(samples.Count * WarmUp))]
            : throw new ArgumentException("So few samples say nothing.", nameof(samples));

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
