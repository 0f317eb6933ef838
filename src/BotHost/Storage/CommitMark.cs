using System.Data.Common;
using Dapper;

namespace BotPlatform.BotHost.Storage;

/// <summary>
/// Each transaction of <see cref="GroupCommit"/> leaves a mark of its own, so that it can be asked for when the answer to its commit got
/// lost with the connection: made again, it would be made twice.
/// </summary>
internal sealed class CommitMark(Database database)
{
    private const string SetSql = """
        INSERT INTO settings (name, value) VALUES ('last-commit', $1) ON CONFLICT (name) DO UPDATE SET value = $1 RETURNING 1
        """;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    public static string New() => Guid.NewGuid().ToString("N");

    public static Statement Set(string mark) => new(SetSql, [mark]);

    /// <summary>Whether the transaction with this mark was committed. Asks until the database answers, or the token fires.</summary>
    public async Task<bool> IsSetAsync(string mark, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellationToken);
                var last = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                    $"SELECT value FROM settings WHERE name = 'last-commit' {database.AfterOthers}", cancellationToken: cancellationToken));
                return last == mark;
            }
            catch (Exception error) when (error is DbException or StorageException or OperationCanceledException)
            {
                await Task.Delay(Delay, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }
}
