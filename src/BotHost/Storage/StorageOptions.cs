namespace BotPlatform.BotHost.Storage;

/// <summary>Where the host keeps what must survive its end. Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary><c>Sqlite</c>, a file, or <c>Postgres</c>, a server. Default <c>Sqlite</c>.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>
    /// As the database's .NET driver reads it. Default the file <c>data/botplatform.db</c> in the directory in which the host was
    /// started; Postgres has no default.
    /// </summary>
    public string ConnectionString { get; set; } = "";
}
