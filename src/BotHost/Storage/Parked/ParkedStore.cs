using BotPlatform.BotHost.Storage.Queues;
using Dapper;

namespace BotPlatform.BotHost.Storage.Parked;

/// <summary>
/// What bots could not handle, for people to look at. How it comes here and leaves for its queue again is a change of queues
/// (<see cref="QueueChange"/>).
/// </summary>
internal sealed class ParkedStore(Database database)
{
    private const string Columns = """
        number AS Number, queue AS Queue, kind AS Kind, account AS Account, dialog AS Dialog, problem AS Problem, attempts AS Attempts,
        first_parked_at AS FirstParkedAt, parked_at AS ParkedAt, LENGTH(body) AS Size
        """;

    private readonly ParkedRows _rows = new(database);

    /// <summary>Those behind a number, so many at most, in the order in which they were parked for the first time.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<ParkedRecord>> ListAsync(
        ParkedFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        var parameters = Parameters(filter);
        parameters.Add("after", after);
        parameters.Add("limit", limit);
        var rows = await QueryAsync<ParkedRow>(
            $"SELECT {Columns} FROM parked_items WHERE {filter.Condition} AND number > @after ORDER BY number LIMIT @limit",
            parameters,
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>The numbers of all of them, in order.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<long>> NumbersAsync(ParkedFilter filter, CancellationToken cancellationToken) => QueryAsync<long>(
        $"SELECT number FROM parked_items WHERE {filter.Condition} ORDER BY number", Parameters(filter), cancellationToken);

    /// <summary>How many there are.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<long> CountAsync(ParkedFilter filter, CancellationToken cancellationToken) => (await QueryAsync<long>(
        $"SELECT COUNT(*) FROM parked_items WHERE {filter.Condition}", Parameters(filter), cancellationToken))[0];

    /// <summary>Those of these numbers that are parked, with their bodies, in order.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<ParkedWhole>> ReadAsync(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync<ParkedRow>(
            $"SELECT {Columns}, details AS Details, body AS Body FROM parked_items WHERE number {database.AmongNumbers} ORDER BY number",
            new { numbers },
            cancellationToken);
        return [.. rows.Select(row => new ParkedWhole(row.ToRecord(), row.Details, row.Body))];
    }

    /// <summary>Forgets items for good.</summary>
    /// <returns>Those that were there.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<long>> DiscardAsync(IReadOnlyList<long> numbers, CancellationToken cancellationToken) =>
        QueryAsync<long>(
            $"DELETE FROM parked_items WHERE number {database.AmongNumbers} RETURNING number", new { numbers }, cancellationToken);

    /// <summary>What is known of an item of a queue that was parked before; null when it was not.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<EarlierParking?> FindEarlierAsync(long queued, CancellationToken cancellationToken) =>
        database.AskAsync(connection => _rows.FindEarlierAsync([queued], connection, null, cancellationToken), cancellationToken);

    private static DynamicParameters Parameters(ParkedFilter filter) => new(filter.Parameters);

    private Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken) => database.AskAsync(
        async connection => (IReadOnlyList<T>)(await connection.QueryAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList(),
        cancellationToken);
}
