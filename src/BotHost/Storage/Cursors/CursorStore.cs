using BotPlatform.Contracts.Chat;
using Dapper;

namespace BotPlatform.BotHost.Storage.Cursors;

/// <summary>How far what an account heard is safe with us, by the network's clock.</summary>
/// <param name="BeganAt">When this installation met the account first: what came before is not its business.</param>
/// <param name="SafeUntil">Everything up to here was taken over.</param>
internal sealed record Cursor(DateTimeOffset BeganAt, DateTimeOffset SafeUntil);

/// <summary>Keeps a cursor for each account.</summary>
internal sealed class CursorStore(Database database, GroupCommit writes)
{
    /// <summary>Null for an account of which nothing was heard yet.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<Cursor?> FindAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var found = await database.AskAsync(
            connection => connection.QueryAsync<(long BeganAt, long SafeUntil)>(new CommandDefinition(
                "SELECT began_at, safe_until FROM cursors WHERE network = @Network AND account = @Id",
                account,
                cancellationToken: cancellationToken)),
            cancellationToken);
        return found.AsList() is [var (beganAt, safeUntil)]
            ? new Cursor(DateTimeOffset.FromUnixTimeMilliseconds(beganAt), DateTimeOffset.FromUnixTimeMilliseconds(safeUntil))
            : null;
    }

    /// <summary>Writes a cursor, durably. One that is there never moves back, and keeps its beginning.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public async Task SaveAsync(AccountRef account, Cursor cursor, CancellationToken cancellationToken)
    {
        var write = new CursorWrite(account, cursor);
        await writes.AddAsync(write, cancellationToken);
        await write.Outcome;
    }
}
