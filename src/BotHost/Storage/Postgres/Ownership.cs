using System.Data.Common;
using Dapper;
using Npgsql;

namespace BotPlatform.BotHost.Storage.Postgres;

/// <summary>
/// A lock by which a process owns a database; it goes with its connection, however that ends. The server notices that end a moment
/// later, and so the lock is given back before: the owner's next process, or the next owner, may come at once.
/// </summary>
internal sealed class Ownership(NpgsqlConnection connection) : IAsyncDisposable
{
    private const long Number = 0x426F_7451; // any that no other program uses
    private const int LimitSeconds = 2;

    /// <summary>Null, and the connection is left alone, when another process owns the database.</summary>
    public static async Task<Ownership?> TryTakeAsync(NpgsqlConnection connection) =>
        await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@Number)", new { Number }) ? new Ownership(connection) : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@Number)", new { Number }, commandTimeout: LimitSeconds);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
        {
            // The connection is broken, and the lock goes with it.
        }

        await connection.DisposeAsync();
    }
}
