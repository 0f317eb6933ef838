using System.Text.Json;
using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>A row of <c>announcements</c> as the databases give it.</summary>
internal sealed class AnnouncementRow
{
    public const string Columns = """
        definition AS Definition, state AS State, is_configured AS IsConfigured, created_by AS CreatedBy, created_at AS CreatedAt,
        changed_at AS ChangedAt
        """;

    public string Definition { get; init; } = "";

    public int State { get; init; }

    public long IsConfigured { get; init; }

    public string CreatedBy { get; init; } = "";

    public long CreatedAt { get; init; }

    public long ChangedAt { get; init; }

    public static string Write(Announcement definition) => JsonSerializer.Serialize(definition, MessageFormat.Options);

    public static Announcement Read(string definition) => JsonSerializer.Deserialize<Announcement>(definition, MessageFormat.Options)!;

    public StoredAnnouncement ToStored() => new()
    {
        Definition = Read(Definition),
        State = (AnnouncementState)State,
        IsConfigured = IsConfigured != 0,
        CreatedBy = CreatedBy,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
    };
}

/// <summary>A row of <c>announcement_runs</c> as the databases give it.</summary>
internal sealed class RunRow
{
    public const string Columns = """
        r.number AS Number, r.definition AS Definition, r.due_at AS DueAt, r.is_test AS IsTest, r.state AS State, r.problem AS Problem,
        r.looked_up_to AS LookedUpTo, r.rate AS Rate, r.waits_for AS WaitsFor, r.told_at AS ToldAt,
        r.expires_at AS ExpiresAt, r.started_at AS StartedAt, r.finished_at AS FinishedAt
        """;

    public long Number { get; init; }

    public string Definition { get; init; } = "";

    public long DueAt { get; init; }

    public long IsTest { get; init; }

    public int State { get; init; }

    public string? Problem { get; init; }

    public string? LookedUpTo { get; init; }

    public double? Rate { get; init; }

    public string? WaitsFor { get; init; }

    public long? ToldAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? StartedAt { get; init; }

    public long? FinishedAt { get; init; }

    public StoredRun ToStored() => new()
    {
        Number = Number,
        Definition = AnnouncementRow.Read(Definition),
        DueAt = DateTimeOffset.FromUnixTimeMilliseconds(DueAt),
        IsTest = IsTest != 0,
        State = (RunState)State,
        Problem = Problem,
        Cursor = LookedUpTo,
        Word = TimeOf(ToldAt) is { } at ? new RunWord(Rate ?? 0, WaitsFor, at) : null,
        ExpiresAt = TimeOf(ExpiresAt),
        StartedAt = TimeOf(StartedAt),
        FinishedAt = TimeOf(FinishedAt),
    };

    private static DateTimeOffset? TimeOf(long? at) => at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}

/// <summary>A row of <c>announcement_recipients</c> as the databases give it.</summary>
internal sealed class RecipientRow
{
    public const string Columns = """
        run AS Run, number AS Number, dialog AS Dialog, recipient AS Recipient, known AS Known, state AS State, reason AS Reason,
        message_id AS MessageId, attempts AS Attempts, changed_at AS ChangedAt
        """;

    public long Run { get; init; }

    public long Number { get; init; }

    public string Dialog { get; init; } = "";

    public string? Recipient { get; init; }

    public string? Known { get; init; }

    public int State { get; init; }

    public string? Reason { get; init; }

    public string? MessageId { get; init; }

    public int Attempts { get; init; }

    public long ChangedAt { get; init; }

    public LedgerRow ToLedger() => new()
    {
        Run = Run,
        Number = Number,
        Dialog = Dialog,
        User = Recipient,
        Values = Known,
        State = (RecipientState)State,
        Reason = Reason,
        MessageId = MessageId,
        Attempts = Attempts,
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
    };
}

/// <summary>A row of <c>announcement_audit</c> as the databases give it.</summary>
internal sealed class AuditRow
{
    public const string Columns = "at AS At, done_by AS DoneBy, action AS Action, announcement AS Announcement, details AS Details";

    public long At { get; init; }

    public string DoneBy { get; init; } = "";

    public string Action { get; init; } = "";

    public string Announcement { get; init; } = "";

    public string? Details { get; init; }

    public AuditRecord ToRecord() => new(DateTimeOffset.FromUnixTimeMilliseconds(At), DoneBy, Action, Announcement, Details);
}
