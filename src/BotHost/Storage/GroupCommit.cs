using System.Data.Common;
using System.Threading.Channels;
using BotPlatform.BotHost.Storage.States;

namespace BotPlatform.BotHost.Storage;

/// <summary>Something to be written in a transaction that it may share with others.</summary>
internal abstract class Write
{
    /// <summary>
    /// What is written first, in its <see cref="Statement.Order"/>: its answers decide about the rest. All is asked for again, alone, when
    /// another write of the same transaction failed.
    /// </summary>
    public virtual IEnumerable<Statement> First() => [];

    /// <summary>What bots shall remember with it.</summary>
    public virtual IEnumerable<StateWish> States() => [];

    /// <summary>What is rare, and cannot be said without seeing answers between.</summary>
    public virtual Task BetweenAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>The rest.</summary>
    public abstract IEnumerable<Statement> Then();

    /// <summary>Whether there is something rare to be written behind all that, and before other writes.</summary>
    public virtual bool HasMore => false;

    /// <summary>Writes that.</summary>
    public virtual Task AfterAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>It is durable.</summary>
    public abstract void Committed();

    /// <summary>It was not carried out.</summary>
    public abstract void Failed(Exception error);
}

/// <summary>
/// Commits all writes that wait at the same time together, on one connection, because a commit costs a hundred times what a row
/// costs. A write that cannot be stored takes none of the others along.
/// </summary>
/// <param name="database">Where.</param>
/// <param name="logger">Hears of mistakes.</param>
internal sealed partial class GroupCommit(Database database, ILogger<GroupCommit> logger) : IAsyncDisposable
{
    private const int MaxTogether = 512;
    private const int Capacity = 4096;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<Write> _waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Write> _batch = new(MaxTogether);
    private readonly CommitMark _mark = new(database);
    private readonly StateRows _states = new(database);
    private DbConnection? _connection;
    private Task? _running;
    private Task? _disposal;

    /// <summary>
    /// Why the last write was not carried out, or why nobody knows yet whether it was; null when it was, or when nothing was written yet.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>Begins to write what waits.</summary>
    public void Start() => _running ??= Task.Run(RunAsync);

    /// <summary>Brings a write; waits for a place. It tells itself what became of it.</summary>
    public ValueTask AddAsync(Write write, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(write, cancellationToken);

    /// <summary>Writes what waits still, as far as that takes no longer than a few seconds, and closes the connection.</summary>
    public ValueTask DisposeAsync() => new(_disposal ??= DisposeOnceAsync());

    private async Task DisposeOnceAsync()
    {
        _waiting.Writer.TryComplete();
        Start();
        _stopping.CancelAfter(StopLimit);
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
            await CommitAsync(writes);
        }
        catch (UnstorableException) when (writes.Count > 1)
        {
            foreach (var write in writes)
            {
                await WriteAsync([write]); // one of them is to blame
            }

            return;
        }
        catch (Exception error)
        {
            Problem = error is UnstorableException ? null : error.Message; // what is refused says nothing of what follows
            writes.ForEach(write => write.Failed(error));
            return;
        }

        Problem = null;
        foreach (var write in writes)
        {
            try
            {
                write.Committed();
            }
            catch (Exception error)
            {
                LogMistake(error); // who was to be told; what is written is written
            }
        }
    }

    /// <exception cref="UnstorableException">The database can be written, but not with this.</exception>
    /// <exception cref="StorageException">It cannot be written now.</exception>
    private async Task CommitAsync(List<Write> writes)
    {
        var mark = CommitMark.New();
        var isCommitting = false;
        try
        {
            _connection ??= await database.OpenWriterAsync(_stopping.Token);

            // Disposed only when it is through: otherwise it goes with its connection, and its complaints do not hide why it failed.
            var transaction = await _connection.BeginTransactionAsync(_stopping.Token);
            var first = writes.SelectMany(write => write.First()).OrderBy(statement => statement.Order, StringComparer.Ordinal);
            await database.ExecuteAsync([.. first], _connection, transaction, _stopping.Token);
            await _states.ChangeAsync([.. writes.SelectMany(write => write.States())], _connection, transaction, _stopping.Token);
            foreach (var write in writes)
            {
                await write.BetweenAsync(_connection, transaction, _stopping.Token);
            }

            var rest = new List<Statement>();
            foreach (var write in writes)
            {
                rest.AddRange(write.Then());
                if (write.HasMore)
                {
                    await database.ExecuteAsync(rest, _connection, transaction, _stopping.Token);
                    await write.AfterAsync(_connection, transaction, _stopping.Token);
                    rest.Clear();
                }
            }

            await database.ExecuteAsync([.. rest, _mark.Set(mark)], _connection, transaction, _stopping.Token);
            isCommitting = true;
            await transaction.CommitAsync(_stopping.Token);
            await transaction.DisposeAsync();
        }
        catch (Exception error)
        {
            // Whatever state the connection is in, the next write opens another.
            await CloseAsync();
            Problem = isCommitting ? error.Message : Problem; // it may take long until somebody can say
            if (isCommitting && await _mark.IsSetAsync(mark, _stopping.Token))
            {
                return; // the answer got lost, and not the transaction
            }

            throw error is DbException refusal && database.IsDataError(refusal)
                ? new UnstorableException($"{database.Name} cannot store this: {error.Message}", error)
                : new StorageException($"{database.Name} cannot be written: {error.Message}", error);
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is not { } connection)
        {
            return;
        }

        _connection = null;
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
        {
            // It was broken, which is why it is closed.
        }
    }

    [LoggerMessage(LogLevel.Error, "What was written could not be told.")]
    private partial void LogMistake(Exception error);
}
