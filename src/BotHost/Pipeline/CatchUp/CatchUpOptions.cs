using System.ComponentModel.DataAnnotations;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>How what accounts missed is read from the history. Section <c>CatchUp</c>.</summary>
internal sealed class CatchUpOptions
{
    /// <summary>
    /// How far back to read. What is older stays missed. Default one day; zero switches catching up off. It never goes further back than
    /// <c>Storage:RememberFor</c>, for what was handled longer ago would be handled again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long live events wait, so that what was missed comes before them. After it they go on, and what was missed comes later.
    /// Default 30 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How much is read again before the place that is known to be safe, because clocks differ and events overtake one another.
    /// Repeats are dropped. Default two minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The wait after a reading that failed; each further one doubles it. Default one second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest of these waits. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The waits after readings that failed.</summary>
    internal Backoff Backoff => new(RetryDelay, MaxRetryDelay);
}
