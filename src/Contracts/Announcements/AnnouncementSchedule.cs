namespace BotPlatform.Contracts.Announcements;

/// <summary>When something happens: exactly one of <see cref="At"/>, <see cref="Cron"/>, <see cref="Every"/> and <see cref="Rule"/>.</summary>
/// <remarks>
/// Times are ISO 8601 text, to the second at most: <c>2026-12-24T18:00</c> is the time that clocks in <see cref="TimeZone"/> show, and
/// <c>2026-12-24T18:00+01:00</c> or <c>…Z</c> a moment. Where clocks are put forward, a time that they skip means the moment at which they
/// show a time again; where they are put back, a time that comes twice means the first.
/// </remarks>
public sealed record AnnouncementSchedule
{
    /// <summary>Once, at that time.</summary>
    public string? At { get; init; }

    /// <summary>
    /// Five fields as in Unix (<c>0 9 * * 1-5</c>), or six or seven as in Quartz, seconds first (<c>0 0 9 ? * MON-FRI</c>).
    /// </summary>
    public string? Cron { get; init; }

    /// <summary>
    /// Again and again, a minute apart or more. Whole days keep the time that clocks show; other intervals are time that passes, and move
    /// on clocks when those are changed.
    /// </summary>
    public TimeSpan? Every { get; init; }

    /// <summary>A recurrence rule (RFC 5545 §3.3.10, without <c>RRULE:</c>): <c>FREQ=MONTHLY;BYDAY=2MO;BYHOUR=9;BYMINUTE=0</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>
    /// The first run of <see cref="Every"/>, or the start of <see cref="Rule"/>, which takes from it what it does not say, such as the hour.
    /// Default the moment at which the schedule is set; <see cref="Every"/> then runs for the first time an interval later.
    /// </summary>
    public string? From { get; init; }

    /// <summary>The IANA name of the time zone of all times without an offset. Default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What becomes of runs that were missed because no host ran. Default <see cref="ScheduleMisfire.RunOnce"/>.</summary>
    public ScheduleMisfire Misfire { get; init; } = ScheduleMisfire.RunOnce;

    /// <summary>No run is due after it. Default: it never ends. What was due before and was missed may still be made up for.</summary>
    public string? Until { get; init; }
}

/// <summary>What becomes of runs that were missed. A run is missed when it is later than the host allows (a minute by default).</summary>
public enum ScheduleMisfire
{
    /// <summary>All that were missed together are one late run, which has the time of the first of them.</summary>
    RunOnce,

    /// <summary>They are left out.</summary>
    Skip,

    /// <summary>Each of them is made up for, one after the other.</summary>
    CatchUp,
}
