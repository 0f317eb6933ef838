using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>How the host treats a lost connection. Section <c>Reconnect</c>.</summary>
internal sealed class ReconnectOptions
{
    /// <summary>How long to wait before the first new attempt; it doubles each time. Default half a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A connection that lived this long is a good one: the next wait is <see cref="FirstDelay"/> again. Default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StableAfter { get; set; } = TimeSpan.FromSeconds(30);
}
