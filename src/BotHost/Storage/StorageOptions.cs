using System.ComponentModel.DataAnnotations;

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

    /// <summary>
    /// For how long an event that comes again is recognised. Default seven days: longer than a network keeps what was not acknowledged.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// For how long a run of an announcement is kept when it is over, with what became of each recipient, and what the audit says. Default
    /// ninety days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepRunsFor { get; set; } = TimeSpan.FromDays(90);

    internal bool IsSqlite => Provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase);

    internal bool IsPostgres => Provider.Equals("Postgres", StringComparison.OrdinalIgnoreCase);
}
