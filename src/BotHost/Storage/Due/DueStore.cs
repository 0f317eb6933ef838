using Dapper;

namespace BotPlatform.BotHost.Storage.Due;

/// <summary>What bots have put off. It changes together with the queues (<see cref="Queues.QueueChange"/>).</summary>
internal sealed class DueStore(Database database)
{
    /// <summary>When something is due next; null when nothing is put off.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var next = await database.AskAsync(
            connection => connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                "SELECT MIN(due_at) FROM due_items", cancellationToken: cancellationToken)),
            cancellationToken);
        return next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    /// <summary>The first of what a bot has put off there, in the order in which it is due.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<DueRecord>> ListAsync(string bot, string owner, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.AskAsync(
            connection => connection.QueryAsync<Row>(new CommandDefinition(
                """
                SELECT due_at AS DueAt, kind AS Kind, body AS Body FROM due_items
                WHERE bot = @bot AND owner = @owner ORDER BY due_at, number LIMIT @limit
                """,
                new { bot, owner = DueRows.OwnerOf(owner), limit },
                cancellationToken: cancellationToken)),
            cancellationToken);
        return [.. rows.Select(row => new DueRecord(DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt), row.Kind, row.Body))];
    }

    private sealed class Row
    {
        public long DueAt { get; init; }

        public string Kind { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}

/// <summary>Something that a bot has put off.</summary>
/// <param name="DueAt">When it is due.</param>
/// <param name="Kind">What the body is.</param>
/// <param name="Body">UTF-8 JSON.</param>
internal sealed record DueRecord(DateTimeOffset DueAt, string Kind, byte[] Body);
