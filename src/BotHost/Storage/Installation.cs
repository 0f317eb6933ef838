using Dapper;

namespace BotPlatform.BotHost.Storage;

/// <summary>
/// What this installation is known by: the same after each start, on whatever machine. Another database is another installation.
/// </summary>
internal sealed class Installation(Database database)
{
    private const string Sql = """
        INSERT INTO settings (name, value) VALUES ('installation', @id) ON CONFLICT (name) DO NOTHING;
        SELECT value FROM settings WHERE name = 'installation'
        """;

    private string? _id;

    /// <summary>32 hex digits.</summary>
    /// <exception cref="InvalidOperationException">It was not loaded yet.</exception>
    public string Id => _id ?? throw new InvalidOperationException("The database has not been prepared yet.");

    /// <summary>Reads it, or makes one up for a new database.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        _id = await connection.ExecuteScalarAsync<string>(
            new CommandDefinition(Sql, new { id = Guid.NewGuid().ToString("N") }, cancellationToken: cancellationToken));
    }
}
