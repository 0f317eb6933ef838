using System.Data.Common;
using Dapper;
using Npgsql;

namespace BotPlatform.BotHost.Storage.Postgres;

/// <summary>A database of a PostgreSQL server, which several hosts may share.</summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable
{
    private const long MigrationLock = 0x426F_7450; // any number that no other program uses

    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "botplatform";
        Name = $"The database {settings.Database} of {settings.Host}:{settings.Port}";
        _source = NpgsqlDataSource.Create(settings);
    }

    public override string Name { get; }

    public override string Numbered => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    public override string Bytes => "BYTEA";

    public override async ValueTask<DbTransaction> LockForMigrationAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock }, transaction);
        return transaction;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override DbConnection Create() => _source.CreateConnection();
}
