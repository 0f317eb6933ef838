using System.Data.Common;
using System.Globalization;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Storage.States;

/// <summary>How what bots remember changes, within a transaction.</summary>
internal sealed class StateRows(Database database)
{
    private const string RemoveSql = "DELETE FROM bot_states WHERE bot = $1 AND owner = $2 AND name = $3 RETURNING 1";

    private const string AddSql = """
        INSERT INTO bot_states (bot, owner, name, revision, version, value, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string AddNewSql = $"{AddSql} ON CONFLICT (bot, owner, name) DO NOTHING RETURNING 1";

    private const string SetSql = $"""
        {AddSql} ON CONFLICT (bot, owner, name) DO UPDATE
        SET revision = excluded.revision, version = excluded.version, value = excluded.value, expires_at = excluded.expires_at
        RETURNING 1
        """;

    // Whoever changes a row holds it until the end of the transaction, so what was checked stays as it was.
    private readonly string _checkSql =
        $"SELECT revision FROM bot_states WHERE bot = $1 AND owner = $2 AND name = $3 {database.AfterOthers}";

    /// <summary>For whom or what, no longer than an index bears.</summary>
    public static string OwnerOf(StateAddress address) => Identity.Shorten(address.Owner);

    /// <summary>Makes all changes; none, and returns false, when something is not what a handler has read.</summary>
    /// <exception cref="InvalidOperationException">Another host has just set what was not there: the transaction is to be made again.</exception>
    public async Task<bool> TryChangeAsync(
        IReadOnlyList<StateChange> changes, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var isSame = true;
        var checks = changes.Where(change => change.IsChecked).Select(change => new Statement(
            _checkSql,
            [.. PlaceOf(change)],
            found => isSame &= change.Expected == (found is null ? null : Convert.ToInt64(found, CultureInfo.InvariantCulture))));
        await database.ExecuteAsync([.. checks], connection, transaction, cancellationToken);
        if (isSame)
        {
            await database.ExecuteAsync([.. changes.Select(StatementOf)], connection, transaction, cancellationToken);
        }

        return isSame;
    }

    private static object?[] PlaceOf(StateChange change) => [change.Address.Bot, OwnerOf(change.Address), change.Address.Key];

    private static Statement StatementOf(StateChange change)
    {
        if (change.Value is not { } value)
        {
            return new Statement(RemoveSql, PlaceOf(change));
        }

        var isNew = change is { IsChecked: true, Expected: null };
        return new Statement(
            isNew ? AddNewSql : SetSql,
            [.. PlaceOf(change), Random.Shared.NextInt64(), value.Version, value.Json, value.ExpiresAt?.ToUnixTimeMilliseconds()],
            done => ThrowIf(isNew && done is null));
    }

    private static void ThrowIf(bool isTaken)
    {
        if (isTaken)
        {
            throw new InvalidOperationException("Another host has set the same at the same time.");
        }
    }
}
