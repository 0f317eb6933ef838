using System.Globalization;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Migrations;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Storage.Sqlite;
using BotPlatform.TestKit.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>Which database a test runs against.</summary>
public enum DatabaseKind
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A real server.</summary>
    Postgres,
}

[CollectionDefinition(Name)]
public sealed class DatabaseCollection : ICollectionFixture<Databases>
{
    public const string Name = "databases";
}

/// <summary>Databases that nobody has used before; the server is started by the first test that wants it.</summary>
public sealed class Databases : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly Lazy<Task<PostgresServer>> _postgres = new(() => PostgresServer.StartAsync());
    private int _files;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    public Task<PostgresServer> Postgres => _postgres.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in _opened)
        {
            await database.DisposeAsync();
        }

        if (_postgres.IsValueCreated)
        {
            await (await _postgres.Value).DisposeAsync();
        }

        _directory.Dispose();
    }

    /// <summary>An empty one.</summary>
    internal async Task<Database> NewAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return new SqliteDatabase($"Data Source={_directory.File($"{Interlocked.Increment(ref _files)}.db")}");
        }

        var database = new PostgresDatabase(await (await Postgres).NewDatabaseAsync());
        _opened.Add(database);
        return database;
    }

    /// <summary>One with the tables of this version.</summary>
    internal async Task<Database> MigratedAsync(DatabaseKind kind)
    {
        var database = await NewAsync(kind);
        await Migrate(database).MigrateAsync(TestTimeout.Token);
        return database;
    }

    /// <summary>The numbers of all scripts of the schema, in order.</summary>
    internal static IEnumerable<int> Versions => typeof(Migrator).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
        .Select(name => int.Parse(name.Split('.')[^2].Split('_')[0], CultureInfo.InvariantCulture))
        .Order();

    /// <summary>A script of the schema, for that database.</summary>
    internal static string Script(Database database, string name)
    {
        using var reader = new StreamReader(
            typeof(Migrator).Assembly.GetManifestResourceStream($"{typeof(Migrator).Namespace}.{name}.sql")!);
        return reader.ReadToEnd()
            .Replace("{numbered}", database.Numbered, StringComparison.Ordinal)
            .Replace("{bytes}", database.Bytes, StringComparison.Ordinal);
    }

    internal static Migrator Migrate(Database database) =>
        new(database, TimeProvider.System, NullLogger<Migrator>.Instance);
}
