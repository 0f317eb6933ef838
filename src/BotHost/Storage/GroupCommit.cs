using System.Data;
using System.Data.Common;
using System.Threading.Channels;

namespace BotPlatform.BotHost.Storage;

/// <summary>Something to be written in a transaction that it may share with others.</summary>
internal abstract class Write
{
    /// <summary>Runs in the transaction. Runs again, alone, when another write of the same transaction failed.</summary>
    public abstract Task RunAsync(DbConnection connection, DbTransaction transaction);

    /// <summary>It is durable.</summary>
    public abstract void Committed();

    /// <summary>It was not carried out.</summary>
    public abstract void Failed(Exception error);
}

/// <summary>
/// Commits all writes that wait at the same time together, on one connection, because a commit costs a hundred times what a row
/// costs. A write that fails takes none of the others along.
/// </summary>
/// <param name="database">Where.</param>
/// <param name="capacity">How many writes may wait; whoever brings another waits with it.</param>
internal sealed class GroupCommit(Database database, int capacity = 4096) : IAsyncDisposable
{
    private const int MaxTogether = 512;

    private readonly Channel<Write> _waiting = Channel.CreateBounded<Write>(
        new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Write> _batch = new(MaxTogether);
    private DbConnection? _connection;
    private Task? _running;

    /// <summary>Begins to write what waits.</summary>
    public void Start() => _running ??= Task.Run(RunAsync);

    /// <summary>Brings a write. It tells itself what became of it.</summary>
    public ValueTask AddAsync(Write write, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(write, cancellationToken);

    /// <summary>Writes what waits still, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        Start();
        await _running!;
        await CloseAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_batch.Count < MaxTogether && _waiting.Reader.TryRead(out var write))
            {
                _batch.Add(write);
            }

            await WriteAsync(_batch);
            _batch.Clear();
        }
    }

    private async Task WriteAsync(List<Write> writes)
    {
        try
        {
            _connection ??= await database.OpenAsync(_stopping.Token);
            await CommitAsync(_connection, writes);
        }
        catch (Exception error) when (writes.Count == 1 || _connection is null)
        {
            writes.ForEach(write => write.Failed(error));
            return;
        }
        catch (Exception)
        {
            await WriteOneByOneAsync(writes); // one of them is to blame
            return;
        }

        writes.ForEach(write => write.Committed());
    }

    private async Task WriteOneByOneAsync(List<Write> writes)
    {
        foreach (var write in writes)
        {
            await WriteAsync([write]);
        }
    }

    private async Task CommitAsync(DbConnection connection, List<Write> writes)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var write in writes)
            {
                await write.RunAsync(connection, transaction);
            }

            await transaction.CommitAsync();
        }
        catch (DbException error)
        {
            if (connection.State != ConnectionState.Open || !await CanBeUsedAsync(connection))
            {
                await CloseAsync(); // the next write opens another
            }

            throw new StorageException($"{database.Name} cannot be written: {error.Message}", error);
        }
    }

    private static async Task<bool> CanBeUsedAsync(DbConnection connection)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync();
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
