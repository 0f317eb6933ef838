using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Storage.Cursors;

/// <summary>A cursor on its way to the database.</summary>
internal sealed class CursorWrite(AccountRef account, Cursor cursor) : Write
{
    private const string Sql = """
        INSERT INTO cursors (network, account, began_at, safe_until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (network, account) DO UPDATE SET safe_until = excluded.safe_until WHERE cursors.safe_until < excluded.safe_until
        RETURNING 1
        """;

    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Outcome => _outcome.Task;

    public override IEnumerable<Statement> Then() =>
    [
        new Statement(
            Sql,
            [account.Network, account.Id, cursor.BeganAt.ToUnixTimeMilliseconds(), cursor.SafeUntil.ToUnixTimeMilliseconds()]),
    ];

    public override void Committed() => _outcome.SetResult();

    public override void Failed(Exception error) => _outcome.SetException(error);
}
