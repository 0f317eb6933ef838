using System.Data.Common;
using BotPlatform.BotHost.Storage.Claims;
using Dapper;
using Npgsql;

namespace BotPlatform.BotHost.Storage.Postgres;

/// <summary>An advisory lock of PostgreSQL: exclusive for a host that is alone, shared for hosts that share. It goes with its connection.</summary>
internal sealed class AdvisoryClaim : IClaim
{
    /// <summary>So that the server finds out within half a minute that a host's machine is gone; by itself it would wait for hours.</summary>
    public const string Watch = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    // Any number that no other program uses.
    private const long Lock = 0x426F_7451;

    private const int UnlockSeconds = 2;

    private readonly NpgsqlConnection _connection;

    private AdvisoryClaim(NpgsqlConnection connection) => _connection = connection;

    /// <returns>Null when a host has the lock that does not go together with this one.</returns>
    /// <param name="connectionString">Of a connection that ends when it is closed, and that finds out by itself when it is dead.</param>
    /// <param name="isShared">Whether hosts that share may have it too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Exception">The server cannot be reached.</exception>
    public static async Task<AdvisoryClaim?> TryTakeAsync(string connectionString, bool isShared, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        var isTaken = false;
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(Watch, cancellationToken: cancellationToken));
            isTaken = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                isShared ? "SELECT pg_try_advisory_lock_shared(@Lock)" : "SELECT pg_try_advisory_lock(@Lock)",
                new { Lock },
                cancellationToken: cancellationToken));
            return isTaken ? new AdvisoryClaim(connection) : null;
        }
        finally
        {
            if (!isTaken)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public async Task<string> WhenLostAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _connection.WaitAsync(cancellationToken); // returns when the server says something, and what it says is not for us
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return error.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The server would do it too, but a little later than the next host may come.
            await _connection.ExecuteAsync("SELECT pg_advisory_unlock_all()", commandTimeout: UnlockSeconds);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
        {
            // The connection is broken, and the lock gone with it.
        }

        await _connection.DisposeAsync();
    }
}
