using Dapper;

namespace BotPlatform.BotHost.Storage.BotSettings;

/// <summary>What was set for bots while hosts run.</summary>
internal sealed class BotSettingStore(Database database)
{
    /// <summary>All of it.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<BotSetting>> ReadAsync(CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<BotSetting>>(
        async connection => (await connection.QueryAsync<BotSetting>(new CommandDefinition(
            "SELECT bot AS Bot, account AS Account, dialog AS Dialog, name AS Key, value AS Value FROM bot_settings ORDER BY bot, account, dialog, name",
            cancellationToken: cancellationToken))).AsList(),
        cancellationToken);

    /// <summary>Sets one, or another value of one.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task SetAsync(BotSetting setting, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM bot_settings
                WHERE bot = @Bot AND account = @Account AND dialog = @Dialog AND lower(name) = lower(@Key) AND name <> @Key;
            INSERT INTO bot_settings (bot, account, dialog, name, value) VALUES (@Bot, @Account, @Dialog, @Key, @Value)
            ON CONFLICT (bot, account, dialog, name) DO UPDATE SET value = excluded.value
            """,
            setting,
            cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>Forgets one.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<bool> ForgetAsync(BotSetting setting, CancellationToken cancellationToken) => database.AskAsync(
        async connection => await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM bot_settings WHERE bot = @Bot AND account = @Account AND dialog = @Dialog AND lower(name) = lower(@Key)",
            setting,
            cancellationToken: cancellationToken)) > 0,
        cancellationToken);
}
