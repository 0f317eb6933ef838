using System.Data.Common;
using System.Globalization;
using BotPlatform.BotHost.Storage.Claims;
using Dapper;
using Npgsql;

namespace BotPlatform.BotHost.Storage.Postgres;

/// <summary>A database of a PostgreSQL server.</summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable
{
    // Any number that no other program uses.
    private const long MigrationLock = 0x426F_7450;

    private const int KeepAliveSeconds = 10;
    private const int MaxPrepared = 32;
    private const int MaxTogether = 256;
    private const string Channel = "botplatform_queues";

    private readonly NpgsqlDataSource _source;
    private readonly string _unpooled;
    private readonly List<NpgsqlDataSource> _beside = [];

    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "botplatform";
        Name = $"The database {settings.Database} of {settings.Host}:{settings.Port}";
        settings.MaxAutoPrepare = settings.MaxAutoPrepare == 0 ? MaxPrepared : settings.MaxAutoPrepare;
        _source = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        settings.KeepAlive = settings.KeepAlive == 0 ? KeepAliveSeconds : settings.KeepAlive; // who listens only would never notice a dead link
        _unpooled = settings.ToString();
    }

    public override string Name { get; }

    /// <summary>
    /// How long a transaction that writes may do nothing: then the server ends it, and what it has locked is free. It does so too when
    /// this host hangs, or its machine is gone.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long it waits for what another one has locked; then it fails, and may be made again.</summary>
    public TimeSpan LongestLockWait { get; init; } = TimeSpan.FromSeconds(5);

    public override string Numbered => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    public override string OwnNumber => "OVERRIDING SYSTEM VALUE";

    public override string AmongNumbers => "= ANY(@numbers)"; // Dapper hands the driver the list as it is

    public override string Bytes => "BYTEA";

    public override string AfterOthers => "FOR UPDATE";

    public override string UnlessLocked => "FOR UPDATE SKIP LOCKED";

    // Not now(), which stands still in a transaction: who waited for a row sees it at the time at which the wait has ended.
    public override string Clock => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    public override string OneOf(string parameter) => $"= ANY({parameter})";

    // Data exceptions, broken constraints, exceeded limits.
    public override bool IsDataError(DbException error) =>
        error is PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] };

    /// <inheritdoc />
    /// <remarks>Connections keep their settings in the pool, or what a host locks would stay locked when it hangs.</remarks>
    public override DbDataSource Beside(string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(_source.ConnectionString) { Pooling = true, NoResetOnClose = true };
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        builder.UsePhysicalConnectionInitializer(
            connection => connection.Execute(WriterSettings), connection => connection.ExecuteAsync(WriterSettings));
        var source = builder.Build();
        _beside.Add(source);
        return source;
    }

    public override async Task<IClaim?> TryClaimAsync(bool isShared, CancellationToken cancellationToken)
    {
        try
        {
            return await AdvisoryClaim.TryTakeAsync(_unpooled, isShared, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new StorageException($"{Name} cannot be opened: {error.Message}", error);
        }
    }

    public override async ValueTask<DbTransaction> LockForMigrationAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock }, transaction);
        return transaction;
    }

    /// <inheritdoc />
    /// <remarks>PostgreSQL tells the same queue once a transaction.</remarks>
    public override string? AnnounceSql => $"SELECT 1 FROM pg_notify('{Channel}', $1)";

    /// <inheritdoc />
    /// <remarks>Many at once, because the way to the server and back costs more than most statements.</remarks>
    public override async Task ExecuteAsync(
        IReadOnlyList<Statement> statements, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var together in statements.Chunk(MaxTogether))
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
            foreach (var statement in together)
            {
                var command = new NpgsqlBatchCommand(statement.Sql);
                foreach (var value in statement.Values)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
                }

                batch.BatchCommands.Add(command);
            }

            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            foreach (var statement in together)
            {
                var value = await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
                statement.Read?.Invoke(value);
                await reader.NextResultAsync(cancellationToken);
            }
        }
    }

    public override async Task ListenAsync(Action<string?> heard, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_unpooled);
            connection.Notification += (_, told) => heard(told.Payload);
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync($"LISTEN {Channel}");
            heard(null);
            while (true)
            {
                await connection.WaitAsync(cancellationToken);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new StorageException($"{Name} cannot be listened to: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _beside)
        {
            await source.DisposeAsync();
        }

        await _source.DisposeAsync();
    }

    protected override DbConnection Create() => _source.CreateConnection();

    protected override Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(WriterSettings, cancellationToken: cancellationToken));

    private string WriterSettings => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {AdvisoryClaim.Watch};
        SET idle_in_transaction_session_timeout = {LongestPause.TotalMilliseconds:0};
        SET lock_timeout = {LongestLockWait.TotalMilliseconds:0}
        """);
}
