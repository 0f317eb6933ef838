using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Storage;

/// <summary>Says what databases there are, and what they need.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => options switch
    {
        { IsSqlite: true } => ValidateOptionsResult.Success,
        { IsPostgres: false } => ValidateOptionsResult.Fail(
            $"Storage:Provider is '{options.Provider}', which is no database. Set it to Sqlite or to Postgres."),
        { ConnectionString: "" } => ValidateOptionsResult.Fail(
            "Storage:ConnectionString is not set, and Postgres has no default: set it to something like "
            + "Host=localhost;Database=botplatform;Username=botplatform;Password=…."),
        _ => ValidateOptionsResult.Success,
    };
}
