using System.Data.Common;
using Dapper;

namespace BotPlatform.BotHost.Storage.Queues;

/// <summary>How items leave their queues to be parked, and come back, within a transaction.</summary>
internal sealed class ParkedRows(Database database)
{
    private const string ParkSql = """
        INSERT INTO parked_items (queue, kind, body, account, dialog, problem, details, attempts, first_parked_at, parked_at)
        VALUES (@Queue, @Kind, @Body, @Account, @Dialog, @Problem, @Details, @allAttempts, @since, @now)
        """;

    private const string UnparkSql = """
        DELETE FROM parked_items WHERE number = @number
        RETURNING queue AS Queue, kind AS Kind, body AS Body, attempts AS Attempts, first_parked_at AS FirstParkedAt
        """;

    private const string QueueSql = """
        INSERT INTO queue_items (queue, kind, body, parked_as, attempts, first_parked_at)
        VALUES (@Queue, @Kind, @Body, @number, @Attempts, @FirstParkedAt) RETURNING number
        """;

    private readonly string _earlierSql = $"""
        SELECT parked_as, attempts, first_parked_at FROM queue_items
        WHERE number {database.AmongNumbers} AND parked_as IS NOT NULL
        """;

    private readonly string _parkAgainSql = $"""
        INSERT INTO parked_items (number, queue, kind, body, account, dialog, problem, details, attempts, first_parked_at, parked_at)
        {database.OwnNumber}
        VALUES (@parkedAs, @Queue, @Kind, @Body, @Account, @Dialog, @Problem, @Details, @allAttempts, @since, @now)
        """;

    /// <summary>What is known of what was parked before, and is among these items of a queue; null for nothing.</summary>
    public async Task<EarlierParking?> FindEarlierAsync(
        IReadOnlyList<long> numbers, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        await connection.QueryFirstOrDefaultAsync<(long Number, int Attempts, long FirstParkedAt)?>(
            new CommandDefinition(_earlierSql, new { numbers }, transaction, cancellationToken: cancellationToken))
            is var (number, attempts, firstParkedAt)
            ? new EarlierParking(number, attempts, firstParkedAt)
            : null;

    /// <summary>Puts something aside that is, until it is finished, among these items of a queue.</summary>
    public async Task ParkAsync(
        ParkedItem item,
        IReadOnlyList<long> finished,
        long now,
        DbConnection connection,
        DbTransaction transaction,
        CancellationToken cancellationToken)
    {
        var earlier = item.Earlier ?? await FindEarlierAsync(finished, connection, transaction, cancellationToken);
        var parameters = new DynamicParameters(item);
        parameters.Add("parkedAs", earlier?.Number);
        parameters.Add("allAttempts", item.Attempts + (earlier?.Attempts ?? 0));
        parameters.Add("since", earlier?.FirstParkedAt ?? now);
        parameters.Add("now", now);
        await connection.ExecuteAsync(new CommandDefinition(
            earlier is null ? ParkSql : _parkAgainSql, parameters, transaction, cancellationToken: cancellationToken));
    }

    /// <returns>Null when it is not parked, or somebody else has just taken it.</returns>
    public static async Task<UnparkedItem?> UnparkAsync(
        long number, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        // Deleted before it is added: of two who want it at the same time, one finds nothing to delete.
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(UnparkSql, new { number }, transaction, cancellationToken: cancellationToken));
        if (row is null)
        {
            return null;
        }

        var parameters = new DynamicParameters(row);
        parameters.Add("number", number);
        return new UnparkedItem(number, await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(QueueSql, parameters, transaction, cancellationToken: cancellationToken)));
    }

    private sealed class Row
    {
        public string Queue { get; init; } = "";

        public string Kind { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public int Attempts { get; init; }

        public long FirstParkedAt { get; init; }
    }
}
