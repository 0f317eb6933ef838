using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Announcements;

/// <summary>An announcement, and how it is.</summary>
public sealed record AnnouncementDetails
{
    /// <summary>What it is.</summary>
    public required Announcement Announcement { get; init; }

    /// <summary>How it is.</summary>
    public required AnnouncementState State { get; init; }

    /// <summary>Who has made it, as the audit calls them.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether the configuration says what it is, so that only the configuration changes it.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>When it is due next: at most ten times; none for one that is over, or has no schedule.</summary>
    public IReadOnlyList<DueTime> Next { get; init; } = [];

    /// <summary>The latest run that is no test; null when there was none.</summary>
    public RunDetails? LatestRun { get; init; }
}

/// <summary>A time at which something is due.</summary>
/// <param name="At">When, with the offset of the schedule's time zone.</param>
/// <param name="Note">What is strange about it, for people: a clock that is put forward or back. Null for nothing.</param>
public sealed record DueTime(DateTimeOffset At, string? Note = null);

/// <summary>All announcements.</summary>
public sealed record AnnouncementList
{
    /// <summary>By name.</summary>
    public required IReadOnlyList<AnnouncementSummary> Announcements { get; init; }
}

/// <summary>An announcement in a line.</summary>
public sealed record AnnouncementSummary
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who says it.</summary>
    public required AccountRef Account { get; init; }

    /// <summary>How it is.</summary>
    public required AnnouncementState State { get; init; }

    /// <summary>When it is due next; null when nothing more is.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The latest run that is no test, without its counts; null when there was none.</summary>
    public RunState? LatestRun { get; init; }
}

/// <summary>Who has done what.</summary>
public sealed record AnnouncementAudit
{
    /// <summary>The latest first.</summary>
    public required IReadOnlyList<AuditEntry> Entries { get; init; }
}

/// <summary>Something that was done, or refused.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, and by which way.</param>
/// <param name="Action">What: <c>create</c>, <c>pause</c>, and so on.</param>
/// <param name="Announcement">To which.</param>
/// <param name="Details">More, for people; null for nothing.</param>
public sealed record AuditEntry(DateTimeOffset At, string By, string Action, string Announcement, string? Details = null);
