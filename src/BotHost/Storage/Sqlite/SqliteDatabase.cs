using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BotPlatform.BotHost.Storage.Sqlite;

/// <summary>A SQLite file, with a write-ahead log so that readers and the one writer do not wait for each other.</summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>Where it is when nothing is configured.</summary>
    public const string DefaultFile = "data/botplatform.db";

    // A commit is on the disk when it returns, so that not even a power cut takes back what was acknowledged.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;";

    private readonly string _connectionString;

    /// <param name="connectionString">Empty for <see cref="DefaultFile"/>.</param>
    /// <exception cref="Hosting.StartupException">The system has no SQLite.</exception>
    public SqliteDatabase(string connectionString)
    {
        SqliteLibrary.Load();
        var settings = new SqliteConnectionStringBuilder(connectionString);
        if (settings.DataSource.Length == 0)
        {
            settings.DataSource = DefaultFile;
        }

        File = Path.GetFullPath(settings.DataSource);
        settings.DataSource = File;
        _connectionString = settings.ToString();
    }

    /// <summary>The file.</summary>
    public string File { get; }

    public override string Name => $"The database {File}";

    public override string Numbered => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string Bytes => "BLOB";

    protected override DbConnection Create()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        return new SqliteConnection(_connectionString);
    }

    protected override Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Pragmas, cancellationToken: cancellationToken));
}
