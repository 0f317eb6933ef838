namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// Waits that double up to a limit and are shortened by chance, so that many clients do not come back together.
/// </summary>
internal static class Backoff
{
    /// <param name="attempt">0 for the first wait.</param>
    /// <param name="first">The longest that the first wait may be.</param>
    /// <param name="max">The longest that any wait may be.</param>
    /// <param name="chance">From 0 to 1; a wait is between half and all of what it could be.</param>
    public static TimeSpan Delay(int attempt, TimeSpan first, TimeSpan max, double chance)
    {
        var full = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempt, 40)), max.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (chance / 2)));
    }

    /// <summary>The same by chance.</summary>
#pragma warning disable CA5394 // Spreading load needs no secret randomness.
    public static TimeSpan Delay(int attempt, TimeSpan first, TimeSpan max) =>
        Delay(attempt, first, max, Random.Shared.NextDouble());
#pragma warning restore CA5394
}
