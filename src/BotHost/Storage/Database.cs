using System.Data.Common;

namespace BotPlatform.BotHost.Storage;

/// <summary>Opens connections to the host's database, and knows in what its SQL differs.</summary>
internal abstract class Database
{
    /// <summary>What it is, for people; no secret.</summary>
    public abstract string Name { get; }

    /// <summary>What a column of numbers that grow by themselves is.</summary>
    public abstract string Numbered { get; }

    /// <summary>What a column of bytes is.</summary>
    public abstract string Bytes { get; }

    /// <summary>An open connection; the caller disposes it.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = Create();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await PrepareAsync(connection, cancellationToken);
            return connection;
        }
        catch (DbException error)
        {
            await connection.DisposeAsync();
            throw new StorageException($"{Name} cannot be opened: {error.Message}", error);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins the transaction in which the schema is changed; no other host changes it meanwhile.</summary>
    public virtual ValueTask<DbTransaction> LockForMigrationAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(cancellationToken);

    protected abstract DbConnection Create();

    protected virtual Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;
}
