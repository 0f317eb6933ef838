using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>An announcement as the installation keeps it.</summary>
internal sealed record StoredAnnouncement
{
    /// <summary>What it is.</summary>
    public required Announcement Definition { get; init; }

    /// <summary>How it is.</summary>
    public AnnouncementState State { get; init; }

    /// <summary>Who has made it, as the audit calls them.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Whether the configuration says what it is, so that only the configuration changes it.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>One time that an announcement is said.</summary>
internal sealed record StoredRun
{
    /// <summary>Names it; grows.</summary>
    public required long Number { get; init; }

    /// <summary>What is said, as it was when it became due.</summary>
    public required Announcement Definition { get; init; }

    /// <summary>When it was due: an announcement has one run for each time, and one test beside it.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether it goes only to whoever tries it out.</summary>
    public bool IsTest { get; init; }

    /// <summary>How far it is.</summary>
    public RunState State { get; init; }

    /// <summary>Why it failed; null when it has not.</summary>
    public string? Problem { get; init; }

    /// <summary>Where the looking up of recipients goes on; null at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>How it goes, in the word of the host that works on it; null before one does.</summary>
    public RunWord? Word { get; init; }

    /// <summary>When it may be said no more; null for never. A retry puts it off.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the first was sent; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When there was nobody left; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>What a host says of a run that it works on.</summary>
/// <param name="Rate">How many recipients a second it sends to.</param>
/// <param name="WaitsFor">Why it sends nothing, or less than it could; null when nothing holds it up.</param>
/// <param name="At">When it said so.</param>
internal sealed record RunWord(double Rate, string? WaitsFor, DateTimeOffset At);

/// <summary>Who gets something, before it is in the ledger.</summary>
/// <param name="Dialog">Where; names the recipient in the run.</param>
/// <param name="User">Who; null for a group.</param>
/// <param name="Values">What the text needs of them, as a JSON object; null for nothing.</param>
internal sealed record NewRecipient(string Dialog, string? User, string? Values);

/// <summary>A row of the ledger: a recipient of a run, and what became of it.</summary>
internal sealed record LedgerRow
{
    /// <summary>Of which run.</summary>
    public required long Run { get; init; }

    /// <summary>The order in the run.</summary>
    public required long Number { get; init; }

    /// <summary>Where.</summary>
    public required string Dialog { get; init; }

    /// <summary>Who; null for a group.</summary>
    public string? User { get; init; }

    /// <summary>What the text needs of them, as a JSON object; null for nothing.</summary>
    public string? Values { get; init; }

    /// <summary>What became of it.</summary>
    public RecipientState State { get; init; }

    /// <summary>Why it was refused or failed; null when it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>The network's id of the message; null before it was sent, and for system messages.</summary>
    public string? MessageId { get; init; }

    /// <summary>How often it was begun: more than once where somebody had what failed tried again.</summary>
    public int Attempts { get; init; }

    /// <summary>When that last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>Who has done what to announcements, and when.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who: <c>user 101 in chat</c>, <c>http</c>, <c>command line (name)</c>, <c>configuration</c>, <c>schedule</c>.</param>
/// <param name="Action">What: <c>create</c>, <c>pause</c>, and so on.</param>
/// <param name="Announcement">To which.</param>
/// <param name="Details">More, for people; null for nothing.</param>
internal sealed record AuditRecord(DateTimeOffset At, string By, string Action, string Announcement, string? Details = null);
