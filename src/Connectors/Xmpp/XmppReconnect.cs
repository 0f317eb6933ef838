namespace BotPlatform.Xmpp;

/// <summary>When a client that cannot connect, or lost its connection, tries again.</summary>
public sealed record XmppReconnect
{
    /// <summary>One attempt, and none after a loss.</summary>
    public static XmppReconnect Never { get; } = new() { MaxAttempts = 0 };

    /// <summary>
    /// How many attempts in a row may follow one that failed or a loss; null for no limit, 0 for none. Default null.
    /// </summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The longest wait before the first new attempt; it doubles with each failure. Default half a second.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts. Default one minute.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A connection that lived this long is a good one: the next wait is <see cref="FirstDelay"/> again. Default 30 seconds.
    /// </summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The wait after so many failures in a row: between half and all of what it could be, so that many clients do not come back
    /// together.
    /// </summary>
    /// <param name="failures">1 after the first.</param>
    /// <param name="chance">From 0 to 1.</param>
    internal TimeSpan DelayAfter(int failures, double chance)
    {
        var full = Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 40)), MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (chance / 2)));
    }
}
