namespace BotPlatform.BotSdk;

/// <summary>A bot cannot handle the event yet, and knows when it may try again: what it needs has said so.</summary>
/// <param name="message">What it waits for.</param>
/// <param name="after">See <see cref="After"/>.</param>
public sealed class RetryLaterException(string message, TimeSpan after) : Exception(message)
{
    /// <summary>
    /// How long the host waits before it calls the bot again: at least as long as it would anyway, and no longer than its longest wait
    /// (<c>Bus:MaxRetryDelay</c>), because the lane waits meanwhile.
    /// </summary>
    public TimeSpan After { get; } = after;
}
