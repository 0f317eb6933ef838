namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>
/// The part of the history between two moments, for messages of one precision: those with different units are far apart there.
/// </summary>
/// <param name="Precision">The unit.</param>
/// <param name="From">The first one that belongs to it.</param>
/// <param name="To">The first one that does not.</param>
internal sealed record SentSpan(Precision Precision, long From, long To)
{
    // The history takes larger numbers for milliseconds.
    private const long MaxSeconds = 100_000_000_000;

    private static readonly long MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Both parts of the history between two moments; without an end, all that is there.</summary>
    public static IReadOnlyList<SentSpan> Between(DateTimeOffset since, DateTimeOffset? until)
    {
        var from = Math.Max(0, Milliseconds(since));
        var to = until is { } end ? Milliseconds(end) : long.MaxValue;
        return
        [
            new(Precision.Seconds, Up(from), Math.Min(to == long.MaxValue ? to : Up(to), MaxSeconds + 1)),
            new(Precision.Milliseconds, Math.Max(from, MaxSeconds + 1), Math.Min(to, MaxMilliseconds + 1)),
        ];

        static long Up(long milliseconds) => (milliseconds + 999) / 1000;
    }

    /// <summary>Whether a message of this time is among those that are wanted.</summary>
    public bool Contains(SentTime sent) => sent.Precision == Precision && Contains(sent.Value);

    /// <summary>The same for the number that the history has.</summary>
    public bool Contains(long value) => value >= From && value < To;

    /// <summary>What the number means that the history has.</summary>
    public SentTime At(long value) => new(Precision, value);

    // Rounded up: a message of a moment does not belong to the part of a millisecond before it.
    private static long Milliseconds(DateTimeOffset moment) =>
        ((moment - DateTimeOffset.UnixEpoch).Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
