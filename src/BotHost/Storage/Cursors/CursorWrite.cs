using System.Data.Common;
using BotPlatform.Contracts.Chat;
using Dapper;

namespace BotPlatform.BotHost.Storage.Cursors;

/// <summary>A cursor on its way to the database.</summary>
internal sealed class CursorWrite(AccountRef account, Cursor cursor) : Write
{
    private const string Sql = """
        INSERT INTO cursors (network, account, began_at, safe_until) VALUES (@Network, @Id, @beganAt, @safeUntil)
        ON CONFLICT (network, account) DO UPDATE SET safe_until = excluded.safe_until WHERE cursors.safe_until < excluded.safe_until
        """;

    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Outcome => _outcome.Task;

    public override Task RunAsync(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        Sql,
        new
        {
            account.Network,
            account.Id,
            beganAt = cursor.BeganAt.ToUnixTimeMilliseconds(),
            safeUntil = cursor.SafeUntil.ToUnixTimeMilliseconds(),
        },
        transaction);

    public override void Committed() => _outcome.SetResult();

    public override void Failed(Exception error) => _outcome.SetException(error);
}
