using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Leases;

/// <summary>
/// How several hosts on one database share the leases. Section <c>Leases</c>; the same for all of them. A host that is alone needs none
/// of it.
/// </summary>
internal sealed class LeaseOptions
{
    /// <summary>
    /// How long a lease holds that is not renewed: the leases of a host that was killed are taken over after this time and one
    /// <see cref="RenewEvery"/>. Default 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time between two renewals, and for how long one may take. At most a third of what <see cref="SafetyMargin"/> leaves of
    /// <see cref="TimeToLive"/>. Default 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long before its end a host lets go of a lease that it cannot renew: for clocks that do not run at the same speed, and for the
    /// time that letting go takes. Default 1 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan SafetyMargin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long a host counts on a lease, from before it asked for it.</summary>
    internal TimeSpan Reliable => TimeToLive - SafetyMargin;
}
