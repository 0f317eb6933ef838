namespace BotPlatform.Connectors.Parts;

/// <summary>When an account that cannot connect, or lost its connection, tries again: the section <c>Reconnect</c> of a network.</summary>
public sealed class ReconnectOptions
{
    /// <summary>How many attempts in a row may follow a failure or a loss; 0 for none. Default null: no limit.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>
    /// The longest wait before the first new attempt; it doubles with each failure, and each wait is shortened by chance, by up to
    /// a half. Default half a second.
    /// </summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts. Default one minute.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);
}
