using BotPlatform.BotHost.Storage.Due;
using Dapper;

namespace BotPlatform.BotHost.Storage.Queues;

/// <inheritdoc />
internal sealed class QueueStore(Database database, GroupCommit writes, TimeProvider time) : IQueueStore
{
    private readonly ParkedRows _parked = new(database);
    private readonly DueRows _due = new(database);

    public async Task ChangeAsync(IReadOnlyList<QueueChange> changes, CancellationToken cancellationToken)
    {
        var write = new QueueWrite(database, changes, _parked, _due, time.GetUtcNow());
        await writes.AddAsync(write, cancellationToken);
        await write.Outcome;
    }

    public Task<IReadOnlyList<QueueItem>> ReadAsync(string queue, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync("number > @after", new { queue, after, limit }, cancellationToken);

    public Task<IReadOnlyList<QueueItem>> ReadAsync(
        string queue, IReadOnlyCollection<long> known, int limit, CancellationToken cancellationToken) => ReadAsync(
            $"NOT number {database.OneOf("@known")}", new { queue, known = known.ToArray(), limit }, cancellationToken);

    public Task<bool> IsRememberedAsync(Identity identity, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM remembered WHERE scope = @Scope AND id = @Id)", identity, cancellationToken: cancellationToken)),
        cancellationToken);

    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await database.AskAsync(
            connection => connection.QueryAsync<(string Queue, long Count)>(new CommandDefinition(
                "SELECT queue, COUNT(*) FROM queue_items GROUP BY queue", cancellationToken: cancellationToken)),
            cancellationToken);
        return counts.ToDictionary(one => one.Queue, one => one.Count, StringComparer.Ordinal);
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM remembered WHERE (scope, id) IN (
                SELECT scope, id FROM remembered WHERE remembered_at < @before LIMIT @limit)
            """,
            new { before = before.ToUnixTimeMilliseconds(), limit },
            cancellationToken: cancellationToken)),
        cancellationToken);

    private async Task<IReadOnlyList<QueueItem>> ReadAsync(string which, object parameters, CancellationToken cancellationToken)
    {
        var items = await database.AskAsync(
            connection => connection.QueryAsync<QueueItem>(new CommandDefinition(
                $"SELECT number, queue, kind, body FROM queue_items WHERE queue = @queue AND {which} ORDER BY number LIMIT @limit",
                parameters,
                cancellationToken: cancellationToken)),
            cancellationToken);
        return items.AsList();
    }
}
