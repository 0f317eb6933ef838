using System.Globalization;
using System.Reflection;
using Dapper;

namespace BotPlatform.BotHost.Storage.Migrations;

/// <summary>
/// Brings the database to the form that this version needs. Scripts are numbered, and each runs once, in a transaction.
/// </summary>
internal sealed partial class Migrator(Database database, TimeProvider time, ILogger<Migrator> logger)
{
    private const string Table = """
        CREATE TABLE IF NOT EXISTS schema_versions (
            version INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """;

    /// <exception cref="StorageException">The database cannot be reached.</exception>
    /// <exception cref="NewerSchemaException">A later version of the program has changed the database.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var migrating = await database.LockForMigrationAsync(connection, cancellationToken);
        await connection.ExecuteAsync(Table, transaction: migrating);
        var applied = (await connection.QueryAsync<int>("SELECT version FROM schema_versions", transaction: migrating)).ToHashSet();
        var known = Scripts();
        if (applied.Except(known.Select(script => script.Version)).DefaultIfEmpty().Max() is > 0 and var newer)
        {
            throw new NewerSchemaException(
                $"{database.Name} has version {newer} of the schema, and this program knows {known[^1].Version} at most: start the "
                + "newer program, or use another database.");
        }

        foreach (var script in known.Where(script => !applied.Contains(script.Version)))
        {
            await connection.ExecuteAsync(script.Sql(database), transaction: migrating);
            await connection.ExecuteAsync(
                "INSERT INTO schema_versions (version, name, applied_at) VALUES (@Version, @Name, @At)",
                new { script.Version, script.Name, At = time.GetUtcNow().ToUnixTimeMilliseconds() },
                migrating);
            LogApplied(script.Version, script.Name);
        }

        await migrating.CommitAsync(cancellationToken);
    }

    private static List<Script> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(name => Script.Read(assembly, name))
                .OrderBy(script => script.Version),
        ];
    }

    [LoggerMessage(LogLevel.Information, "The database has now version {Version} of the schema ({Name}).")]
    private partial void LogApplied(int version, string name);

    private sealed record Script(int Version, string Name, string Text)
    {
        public static Script Read(Assembly assembly, string resource)
        {
            // BotPlatform.BotHost.Storage.Migrations.0001_queue.sql
            var file = resource.Split('.')[^2];
            var split = file.IndexOf('_', StringComparison.Ordinal);
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return new Script(
                int.Parse(file.AsSpan(0, split), NumberStyles.None, CultureInfo.InvariantCulture), file[(split + 1)..], reader.ReadToEnd());
        }

        public string Sql(Database database) => Text
            .Replace("{numbered}", database.Numbered, StringComparison.Ordinal)
            .Replace("{bytes}", database.Bytes, StringComparison.Ordinal);
    }
}

/// <summary>A later version of the program has changed the database.</summary>
internal sealed class NewerSchemaException(string message) : Exception(message);
