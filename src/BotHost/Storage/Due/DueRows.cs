using System.Data.Common;
using BotPlatform.BotHost.Storage.Queues;
using Dapper;

namespace BotPlatform.BotHost.Storage.Due;

/// <summary>How what bots have put off is set, taken back, and moved to its queue, within a transaction.</summary>
internal sealed class DueRows(Database database)
{
    private const string RemoveSql = "DELETE FROM due_items WHERE bot = $1 AND id = $2 RETURNING 1";

    private const string SetSql = """
        INSERT INTO due_items (bot, id, owner, due_at, queue, kind, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (bot, id) DO UPDATE SET
            owner = excluded.owner, due_at = excluded.due_at, queue = excluded.queue, kind = excluded.kind, body = excluded.body
        RETURNING 1
        """;

    // Of two hosts, the second waits for the first, finds gone what that took, and numbers what is left behind it: what is due earlier leaves
    // first. With SKIP LOCKED it could overtake.
    private readonly string _takeSql = $"""
        WITH taken AS MATERIALIZED (
            SELECT number FROM due_items WHERE due_at <= @until ORDER BY due_at, number LIMIT @limit {database.AfterOthers})
        DELETE FROM due_items WHERE number IN (SELECT number FROM taken)
        RETURNING number AS Number, due_at AS DueAt, queue AS Queue, kind AS Kind, body AS Body
        """;

    /// <summary>No longer than an index bears.</summary>
    public static string OwnerOf(string owner) => Identity.Shorten(owner);

    /// <summary>Sets or takes back.</summary>
    public static Statement StatementOf(DueChange change)
    {
        var id = Identity.Shorten(change.Id);
        return change.Item is not { } item
            ? new Statement(RemoveSql, [change.Bot, id])
            : new Statement(
                SetSql, [change.Bot, id, OwnerOf(item.Owner), MillisecondsOf(item.DueAt), item.Queue, item.Kind, item.Body]);
    }

    /// <summary>Takes what is due, in its order.</summary>
    public async Task<IReadOnlyList<NewItem>> TakeAsync(
        DueCall call, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            _takeSql,
            new { until = call.Until.ToUnixTimeMilliseconds(), limit = call.Limit },
            transaction,
            cancellationToken: cancellationToken));
        return
        [
            .. rows.OrderBy(row => row.DueAt).ThenBy(row => row.Number)
                .Select(row => new NewItem(row.Queue, row.Kind, row.Body, call.IsAnnounced(row.Queue))),
        ];
    }

    // Never earlier than asked for, and never later than there is time.
    private static long MillisecondsOf(DateTimeOffset at) => Math.Min(
        ((at - DateTimeOffset.UnixEpoch).Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond,
        DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    private sealed class Row
    {
        public long Number { get; init; }

        public long DueAt { get; init; }

        public string Queue { get; init; } = "";

        public string Kind { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}
