namespace BotPlatform.Contracts.Announcements;

/// <summary>
/// When something is due: exactly one of <see cref="At"/>, <see cref="Cron"/>, <see cref="Every"/> and <see cref="Rule"/>.
/// </summary>
public sealed record AnnouncementSchedule
{
    /// <summary>
    /// Once. A local time of <see cref="TimeZone"/> such as <c>2026-12-24T18:00</c>, or one with its offset such as
    /// <c>2026-12-24T18:00+01:00</c> (ISO 8601).
    /// </summary>
    public string? At { get; init; }

    /// <summary>Five fields as in Unix (<c>0 9 * * 1-5</c>), or six or seven as in Quartz, seconds first (<c>0 0 9 ? * MON-FRI</c>).</summary>
    public string? Cron { get; init; }

    /// <summary>Again and again after this time, at least a minute; from <see cref="From"/> on, or from when it was set.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>A recurrence rule (RFC 5545 section 3.3.10) such as <c>FREQ=MONTHLY;BYDAY=-1FR</c>, which begins at <see cref="From"/>.</summary>
    public string? Rule { get; init; }

    /// <summary>The first time of <see cref="Every"/> and <see cref="Rule"/>, written as <see cref="At"/>.</summary>
    public string? From { get; init; }

    /// <summary>The time zone of all local times, by its IANA name. Default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What happens when no host ran as it was due. Default <see cref="ScheduleMisfire.RunOnce"/>.</summary>
    public ScheduleMisfire Misfire { get; init; }

    /// <summary>Nothing is due after this time, written as <see cref="At"/>; null for never.</summary>
    public string? Until { get; init; }
}

/// <summary>What happens to what was due while no host ran.</summary>
public enum ScheduleMisfire
{
    /// <summary>However often it was due, it happens once, late.</summary>
    RunOnce,

    /// <summary>It does not happen; the next one comes in time.</summary>
    Skip,

    /// <summary>All of it happens, late, one after the other.</summary>
    CatchUp,
}
