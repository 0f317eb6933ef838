using System.Data.Common;
using BotPlatform.BotHost.Storage.Claims;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BotPlatform.BotHost.Storage.Sqlite;

/// <summary>A SQLite file, with a write-ahead log so that readers and the one writer do not wait for each other.</summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>Where it is when nothing is configured.</summary>
    public const string DefaultFile = "data/botplatform.db";

    // A commit is on the disk when it returns, so that not even a power cut takes back what was acknowledged.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;";

    private const int LockedOnLinux = 11;
    private const int LockedOnMac = 35;
    private const int LockedOnWindows = unchecked((int)0x80070020);

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
        settings.Pooling = false; // a connection that failed must not come back
        _connectionString = settings.ToString();
    }

    /// <summary>The file.</summary>
    public string File { get; }

    public override string Name => $"The database {File}";

    public override string Numbered => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string OwnNumber => "";

    public override string AmongNumbers => "IN @numbers";

    public override string Bytes => "BLOB";

    public override string AfterOthers => ""; // there is one writer at a time

    public override string UnlessLocked => "";

    public override string Clock => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    public override string OneOf(string parameter) => $"IN {parameter}"; // Dapper writes them out

    public override bool IsDataError(DbException error) => error is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH,
    };

    public override DbDataSource Beside(string name)
    {
        CreateDirectory();
        var file = Path.Combine(
            Path.GetDirectoryName(File)!, $"{Path.GetFileNameWithoutExtension(File)}-{name}{Path.GetExtension(File)}");
        var settings = new SqliteConnectionStringBuilder(_connectionString) { DataSource = file, ForeignKeys = true, Pooling = true };
        using (var connection = new SqliteConnection(settings.ToString()))
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode=WAL"); // the file remembers it; to be on the disk at each commit is SQLite's default
        }

        return SqliteFactory.Instance.CreateDataSource(settings.ToString());
    }

    /// <inheritdoc />
    /// <remarks>Hosts cannot share a file: each is alone.</remarks>
    public override Task<IClaim?> TryClaimAsync(bool isShared, CancellationToken cancellationToken)
    {
        try
        {
            CreateDirectory();
            return Task.FromResult<IClaim?>(new FileClaim(File + ".lock"));
        }
        catch (IOException error) when (error.HResult is LockedOnLinux or LockedOnMac or LockedOnWindows)
        {
            return Task.FromResult<IClaim?>(null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Name} cannot be opened: {error.Message}", error);
        }
    }

    protected override DbConnection Create()
    {
        CreateDirectory();
        return new SqliteConnection(_connectionString);
    }

    protected override Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Pragmas, cancellationToken: cancellationToken));

    /// <summary>A directory that is made for the file is its owner's alone: the file holds what people write.</summary>
    private void CreateDirectory()
    {
        var directory = Path.GetDirectoryName(File)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
