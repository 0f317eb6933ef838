using System.Data.Common;
using Dapper;

namespace BotPlatform.BotHost.Storage.Queues;

/// <summary>A change of queues on its way to the database.</summary>
internal sealed class QueueWrite(QueueChange change, Action<QueueChanged>? committed, DateTimeOffset now) : Write
{
    private const string RememberSql = """
        INSERT INTO remembered (scope, id, remembered_at) VALUES (@scope, @id, @now) ON CONFLICT DO NOTHING
        """;

    private const string FinishSql = "DELETE FROM queue_items WHERE number = @number";

    private const string AddSql = "INSERT INTO queue_items (queue, kind, body) VALUES (@queue, @kind, @body) RETURNING number";

    private readonly TaskCompletionSource<QueueChanged> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private QueueChanged? _changed;

    public Task<QueueChanged> Outcome => _outcome.Task;

    public override async Task RunAsync(DbConnection connection, DbTransaction transaction)
    {
        if (change.Once is { } once && await RememberAsync(once, connection, transaction) == 0)
        {
            _changed = new QueueChanged(IsRepeated: true, []);
            return;
        }

        foreach (var number in change.Finished)
        {
            await connection.ExecuteAsync(FinishSql, new { number }, transaction);
        }

        var added = new List<QueueItem>(change.Added.Count);
        foreach (var (queue, kind, body) in change.Added)
        {
            var number = await connection.ExecuteScalarAsync<long>(AddSql, new { queue, kind, body }, transaction);
            added.Add(new QueueItem(number, queue, kind, body));
        }

        _changed = new QueueChanged(IsRepeated: false, added);
    }

    public override void Committed()
    {
        committed?.Invoke(_changed!);
        _outcome.SetResult(_changed!);
    }

    public override void Failed(Exception error) => _outcome.SetException(error);

    private Task<int> RememberAsync(Identity once, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        RememberSql, new { scope = once.Scope, id = once.Id, now = now.ToUnixTimeMilliseconds() }, transaction);
}
