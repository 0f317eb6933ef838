using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Scheduling;

/// <summary>How the host follows schedules. Section <c>Scheduling</c>.</summary>
internal sealed class SchedulingOptions
{
    /// <summary>How late a run may begin without counting as missed. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MissedAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many runs a host carries out at the same time. Default 4.</summary>
    [Range(1, 100)]
    public int Parallel { get; set; } = 4;

    /// <summary>
    /// How often hosts that share the work say that they live; what one has left undone is taken over after about five times as long. Default two
    /// seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CheckInEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a host that stops waits for runs that have begun; then they are left for the next start. Default five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
