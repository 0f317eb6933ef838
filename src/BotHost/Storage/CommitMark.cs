using System.Data.Common;
using System.Globalization;
using Dapper;

namespace BotPlatform.BotHost.Storage;

/// <summary>
/// Each transaction of a <see cref="GroupCommit"/> leaves a mark in a row of that writer's own, so that it can be asked for when the answer to
/// its commit got lost with the connection: made again, it would be made twice.
/// </summary>
internal sealed class CommitMark(Database database)
{
    private const string Prefix = "last-commit ";

    private const string SetSql =
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING 1";

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly string _row = Prefix + Guid.NewGuid().ToString("N");

    /// <summary>A mark that begins with the time, 15 digits of milliseconds.</summary>
    public static string New() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(TimeProvider.System.GetUtcNow())} {Guid.NewGuid():N}");

    /// <summary>Forgets the rows of writers that have written nothing since then; most are of processes that are gone.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public static Task ForgetAsync(Database database, DateTimeOffset before, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM settings WHERE name LIKE @rows AND value < @before",
            new { rows = Prefix + "%", before = Milliseconds(before) },
            cancellationToken: cancellationToken)),
        cancellationToken);

    public Statement Set(string mark) => new(SetSql, [_row, mark]);

    /// <summary>Whether the transaction with this mark was committed. Asks until the database answers, or the token fires.</summary>
    public async Task<bool> IsSetAsync(string mark, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // Whether the transaction has made the row or changed it, this waits until it is over.
                await using var connection = await database.OpenAsync(cancellationToken);
                await connection.ExecuteAsync(new CommandDefinition(
                    "INSERT INTO settings (name, value) VALUES (@row, '') ON CONFLICT (name) DO NOTHING",
                    new { row = _row },
                    cancellationToken: cancellationToken));
                return mark == await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                    $"SELECT value FROM settings WHERE name = @row {database.AfterOthers}",
                    new { row = _row },
                    cancellationToken: cancellationToken));
            }
            catch (Exception error) when (error is DbException or StorageException or OperationCanceledException)
            {
                await Task.Delay(Delay, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }

    private static string Milliseconds(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture);
}
