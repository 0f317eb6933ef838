using System.Data.Common;
using BotPlatform.BotHost.Storage.Claims;

namespace BotPlatform.BotHost.Storage;

/// <summary>Opens connections to the host's database, and knows in what its SQL differs.</summary>
internal abstract class Database
{
    /// <summary>What it is, for people; no secret.</summary>
    public abstract string Name { get; }

    /// <summary>What a column of numbers that grow by themselves is.</summary>
    public abstract string Numbered { get; }

    /// <summary>What lets a row bring its own number, between the columns and the values.</summary>
    public abstract string OwnNumber { get; }

    /// <summary>Whether a value is among those of a list, which is the parameter <c>@numbers</c>.</summary>
    public abstract string AmongNumbers { get; }

    /// <summary>What a column of bytes is.</summary>
    public abstract string Bytes { get; }

    /// <summary>What makes a query wait for transactions that have changed the row and are not through.</summary>
    public abstract string AfterOthers { get; }

    /// <summary>What makes a query leave out rows that other transactions have locked.</summary>
    public abstract string UnlessLocked { get; }

    /// <summary>What the database's own clock shows when a row is looked at, in milliseconds since 1970.</summary>
    public abstract string Clock { get; }

    /// <summary>What follows a column that shall be one of the values of a parameter, which is a list.</summary>
    public abstract string OneOf(string parameter);

    /// <summary>An open connection; the caller disposes it.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => OpenAsync(PrepareAsync, cancellationToken);

    /// <summary>
    /// One for transactions that lock what other hosts want: it holds nothing for long when this host hangs or its machine is gone, and
    /// does not wait for long when that happens to another.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) => OpenAsync(PrepareWriterAsync, cancellationToken);

    /// <summary>
    /// Connections for a library that keeps tables of its own, and locks them in its own way: to the same database where that is a server, and
    /// to a file of its own beside it where it is a file, because a file has one writer at a time.
    /// </summary>
    /// <param name="name">Of what it keeps; part of the file's name.</param>
    /// <exception cref="DbException">The file cannot be opened.</exception>
    public abstract DbDataSource Beside(string name);

    /// <summary>Asks something on a connection of its own.</summary>
    /// <exception cref="StorageException">The database cannot be reached or read.</exception>
    public async Task<T> AskAsync<T>(Func<DbConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            return await ask(connection);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new StorageException($"{Name} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Whether an error is about what was to be stored, and not about how the database is.</summary>
    public abstract bool IsDataError(DbException error);

    /// <summary>Keeps other hosts away from the database, until what is returned is disposed.</summary>
    /// <param name="isShared">Only those that are alone, and not those that share it too; where hosts can share it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when one of them uses it.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public abstract Task<IClaim?> TryClaimAsync(bool isShared, CancellationToken cancellationToken);

    /// <summary>Begins the transaction in which the schema is changed; no other host changes it meanwhile.</summary>
    public virtual ValueTask<DbTransaction> LockForMigrationAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(cancellationToken);

    /// <summary>What tells the other processes of a queue, $1, when the transaction is committed; null where there are none.</summary>
    public virtual string? AnnounceSql => null;

    /// <summary>Carries statements out in their order.</summary>
    public virtual async Task ExecuteAsync(
        IReadOnlyList<Statement> statements, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (statement.Sql, transaction);
            for (var i = 0; i < statement.Values.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"${i + 1}", statement.Values[i] ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            var value = await command.ExecuteScalarAsync(cancellationToken);
            statement.Read?.Invoke(value);
        }
    }

    /// <summary>Hears of queues that any process has announced, until the token fires.</summary>
    /// <param name="heard">Called with the queue; with null when something may have been missed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StorageException">The connection broke.</exception>
    public virtual Task ListenAsync(Action<string?> heard, CancellationToken cancellationToken) =>
        Task.Delay(Timeout.Infinite, cancellationToken);

    protected abstract DbConnection Create();

    protected virtual Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    protected virtual Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellationToken) =>
        PrepareAsync(connection, cancellationToken);

    private async Task<DbConnection> OpenAsync(Func<DbConnection, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        try
        {
            connection = Create();
            await connection.OpenAsync(cancellationToken);
            await prepare(connection, cancellationToken);
            return connection;
        }
        catch (Exception error)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw new StorageException($"{Name} cannot be opened: {error.Message}", error);
        }
    }
}
