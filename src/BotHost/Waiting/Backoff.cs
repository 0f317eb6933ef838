namespace BotPlatform.BotHost.Waiting;

/// <summary>
/// Waits that double up to a limit and are shortened by chance, so that many clients do not come back together.
/// </summary>
/// <param name="First">The longest that the first wait may be.</param>
/// <param name="Max">The longest that any wait may be.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Max)
{
    /// <summary>For a database or a broker that is away.</summary>
    public static Backoff OfServices { get; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));

    /// <param name="attempt">0 for the first wait.</param>
#pragma warning disable CA5394 // Spreading load needs no secret randomness.
    public TimeSpan Delay(int attempt) => Delay(attempt, Random.Shared.NextDouble());
#pragma warning restore CA5394

    /// <param name="attempt">0 for the first wait.</param>
    /// <param name="chance">From 0 to 1; a wait is between half and all of what it could be.</param>
    public TimeSpan Delay(int attempt, double chance)
    {
        var full = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempt, 40)), Max.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (chance / 2)));
    }
}
