using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>The statements that change announcements, runs and the audit.</summary>
internal static class RunSql
{
    public const string Add = """
        INSERT INTO announcements (name, definition, state, is_configured, created_by, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING 1
        """;

    // Who has read it before this sees that it was changed, also within a millisecond.
    public const string Replace = """
        UPDATE announcements SET definition = $3, state = $4, is_configured = $5, created_by = $6, created_at = $7,
            changed_at = CASE WHEN changed_at < $8 THEN $8 ELSE changed_at + 1 END
        WHERE name = $1 AND changed_at = $2 RETURNING 1
        """;

    public const string Start = """
        INSERT INTO announcement_runs (announcement, account, due_at, is_test, definition, state, recipients, expires_at)
        VALUES ($1, $2, $3, $4, $5, 0, 0, $6) ON CONFLICT DO NOTHING RETURNING number
        """;

    public const string Record =
        "INSERT INTO announcement_audit (at, done_by, action, announcement, details) VALUES ($1, $2, $3, $4, $5) RETURNING 1";

    public const string Tell = "UPDATE announcement_runs SET rate = $2, waits_for = $3, told_at = $4 WHERE number = $1 RETURNING 1";

    /// <summary>A run has begun to be sent; the first time counts.</summary>
    public const string Begin = "UPDATE announcement_runs SET started_at = $2 WHERE number = $1 AND started_at IS NULL RETURNING 1";

    /// <summary>Takes numbers for recipients: $2 of them; returns the last one that was taken before.</summary>
    public static string TakeNumbers { get; } = $"""
        UPDATE announcement_runs SET recipients = recipients + $2, looked_up_to = $3, state = $4
        WHERE number = $1 AND state {RunStates.In([RunState.Due, RunState.Collecting])} RETURNING recipients - $2
        """;

    public static string Complete { get; } = $"""
        UPDATE announcement_runs SET state = {(int)RunState.Completed}, finished_at = $2
        WHERE number = $1 AND state = {(int)RunState.Sending} AND NOT EXISTS (
            SELECT 1 FROM announcement_recipients
            WHERE run = $1 AND state {RunStates.In([RecipientState.Pending, RecipientState.Sent])})
        RETURNING 1
        """;

    /// <summary>Runs that were sent are sent again.</summary>
    public static string Reopen { get; } = $"""
        UPDATE announcement_runs SET state = {(int)RunState.Sending}, finished_at = NULL, problem = NULL, expires_at = $2
        WHERE number = $1 AND state {RunStates.In([RunState.Sending, RunState.Completed, RunState.Expired])} RETURNING 1
        """;

    /// <summary>Moves a run on from some states.</summary>
    public static string Move(IReadOnlyList<RunState> from) => $"""
        UPDATE announcement_runs SET state = $2, problem = $3, finished_at = $4
        WHERE number = $1 AND state {RunStates.In(from)} RETURNING 1
        """;

    /// <summary>Writes down who has done what.</summary>
    public static Statement Of(AuditRecord audit) => new(
        Record, [audit.At.ToUnixTimeMilliseconds(), audit.By, audit.Action, audit.Announcement, audit.Details]);
}
