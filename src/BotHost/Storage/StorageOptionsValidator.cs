using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BotPlatform.BotHost.Storage;

/// <summary>Says what databases there are, and what they need.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => options switch
    {
        { IsSqlite: false, IsPostgres: false } => ValidateOptionsResult.Fail(
            $"Storage:Provider is '{options.Provider}', which is no database. Set it to Sqlite or to Postgres."),
        { IsPostgres: true, ConnectionString: "" } => ValidateOptionsResult.Fail(
            "Storage:ConnectionString is not set, and Postgres has no default: set it to something like "
            + "Host=localhost;Database=botplatform;Username=botplatform;Password=…."),
        { IsSqlite: true } => Parse(options, text => new SqliteConnectionStringBuilder(text)),
        _ => Parse(options, text => new NpgsqlConnectionStringBuilder(text)),
    };

    private static ValidateOptionsResult Parse(StorageOptions options, Func<string, DbConnectionStringBuilder> parse)
    {
        try
        {
            return parse(options.ConnectionString) is SqliteConnectionStringBuilder file && IsInMemory(file)
                ? ValidateOptionsResult.Fail("Storage:ConnectionString names a database in memory, which keeps nothing. Name a file.")
                : ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail($"Storage:ConnectionString cannot be read: {error.Message}");
        }
    }

    private static bool IsInMemory(SqliteConnectionStringBuilder file) =>
        file.DataSource == ":memory:" || file.Mode == SqliteOpenMode.Memory;
}
