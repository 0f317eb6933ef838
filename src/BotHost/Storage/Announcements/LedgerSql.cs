using System.Text;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>The statements that change rows of the ledger. A row goes forward only.</summary>
internal static class LedgerSql
{
    private const int Columns = 5;

    // As often one is begun of whom the network says that it is too much for it now.
    private const int MaxAttempts = 10;

    // The others are made of it.
    private static readonly string MayGoOnSql = $"""
        (a.state IS NULL
            OR (a.state <> {(int)AnnouncementState.Cancelled} AND (r.is_test <> 0 OR a.state <> {(int)AnnouncementState.Paused})))
        """;

    private static readonly string BeginSql = $"""
        UPDATE announcement_recipients
        SET state = {(int)RecipientState.Sent}, reason = NULL, message_id = $3, attempts = attempts + 1, changed_at = $4
        WHERE run = $1 AND number = $2 AND state = {(int)RecipientState.Pending} AND EXISTS (
            SELECT 1 FROM announcement_runs r LEFT JOIN announcements a ON a.name = r.announcement
            WHERE r.number = $1 AND r.state = {(int)RunState.Sending} AND {MayGoOnSql})
        RETURNING 1
        """;

    private static readonly string EndSql = $"""
        UPDATE announcement_recipients SET state = $5, reason = $6, changed_at = $7
        WHERE dialog = $4 AND state = {(int)RecipientState.Sent}
            AND run = (SELECT number FROM announcement_runs WHERE announcement = $1 AND due_at = $2 AND is_test = $3)
        RETURNING 1
        """;

    private static readonly string AgainSql = $"""
        UPDATE announcement_recipients
        SET state = CASE WHEN attempts < {MaxAttempts} THEN {(int)RecipientState.Pending} ELSE {(int)RecipientState.Refused} END,
            reason = $5, changed_at = $6
        WHERE dialog = $4 AND state = {(int)RecipientState.Sent}
            AND run = (SELECT number FROM announcement_runs WHERE announcement = $1 AND due_at = $2 AND is_test = $3)
        RETURNING 1
        """;

    private static readonly string FailSql = $"""
        UPDATE announcement_recipients SET state = {(int)RecipientState.Failed}, reason = $3, attempts = attempts + 1, changed_at = $4
        WHERE run = $1 AND number = $2 AND state = {(int)RecipientState.Pending} RETURNING 1
        """;

    private static readonly string DeliveredSql = Mark(
        RecipientState.Delivered, RecipientState.Sent, RecipientState.Acknowledged, RecipientState.Failed);

    private static readonly string ReadSql = Mark(
        RecipientState.Read, RecipientState.Sent, RecipientState.Acknowledged, RecipientState.Delivered, RecipientState.Failed);

    /// <summary>
    /// Whether a run <c>r</c> of an announcement <c>a</c> may go on: not while that is paused, but for what is tried out, and never when it is
    /// cancelled.
    /// </summary>
    public static string MayGoOn => MayGoOnSql;

    /// <summary>Puts recipients in, each with its own number; those who are there stay as they are.</summary>
    public static Statement Add(long run, long firstNumber, IReadOnlyList<NewRecipient> recipients, long now)
    {
        var sql = new StringBuilder(
            "INSERT INTO announcement_recipients (run, number, dialog, recipient, known, state, attempts, changed_at) VALUES ");
        var values = new object?[recipients.Count * Columns];
        for (var i = 0; i < recipients.Count; i++)
        {
            var at = i * Columns;
            sql.Append(i == 0 ? "" : ", ").Append(
                null, $"(${at + 1}, ${at + 2}, ${at + 3}, ${at + 4}, ${at + 5}, 0, 0, {now})");
            (values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4]) =
                (run, firstNumber + i, recipients[i].Dialog, recipients[i].User, recipients[i].Values);
        }

        return new Statement(sql.Append(" ON CONFLICT DO NOTHING RETURNING 1").ToString(), values);
    }

    /// <summary>One who is pending gets it now, unless the run may not go on; returns a row then.</summary>
    public static Statement Begin(LedgerRow row, string? messageId, long now) => new(BeginSql, [row.Run, row.Number, messageId, now])
    {
        Order = $"announcement\n{row.Run:D19}\n{row.Number:D19}",
    };

    /// <summary>The network has one, or refuses it, or it is given up.</summary>
    public static Statement End(LedgerAddress address, RecipientState state, string? reason, long now) =>
        new(EndSql, [.. Values(address), (int)state, reason, now]);

    /// <summary>The network wants it later: the recipient is pending again, unless that was so too often.</summary>
    public static Statement Again(LedgerAddress address, string reason, long now) => new(AgainSql, [.. Values(address), reason, now]);

    /// <summary>One who is pending gets nothing.</summary>
    public static Statement Fail(LedgerRow row, string reason, long now) => new(FailSql, [row.Run, row.Number, reason, now]);

    /// <summary>A message was delivered or read by a user. Of a recipient who is a user, nobody else's word counts.</summary>
    public static Statement Mark(string messageId, string user, bool isRead, long now) =>
        new(isRead ? ReadSql : DeliveredSql, [messageId, user, now]);

    private static object?[] Values(LedgerAddress address) =>
        [address.Announcement, address.DueAt.ToUnixTimeMilliseconds(), address.IsTest ? 1 : 0, address.Dialog];

    private static string Mark(RecipientState to, params RecipientState[] from) => $"""
        UPDATE announcement_recipients SET state = {(int)to}, reason = NULL, changed_at = $3
        WHERE message_id = $1 AND state {RunStates.In(from)} AND (recipient IS NULL OR recipient = $2) RETURNING 1
        """;
}
