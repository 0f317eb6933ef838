using System.Data.Common;
using Dapper;

namespace BotPlatform.BotHost.Storage.Queues;

/// <summary>Changes of queues on their way to the database.</summary>
internal sealed class QueueWrite(
    Database database, IReadOnlyList<QueueChange> changes, ParkedRows parked, DateTimeOffset now) : Write
{
    private const string RememberSql = """
        INSERT INTO remembered (scope, id, remembered_at) VALUES (@scope, @id, @now) ON CONFLICT DO NOTHING
        """;

    private const string ForgetSql = "DELETE FROM remembered WHERE scope = @scope AND id = @id";

    private const string FinishSql = "DELETE FROM queue_items WHERE number = @number";

    private const string AddSql = "INSERT INTO queue_items (queue, kind, body) VALUES (@queue, @kind, @body) RETURNING number";

    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<QueueChanged> _changed = new(changes.Count);

    public Task Outcome => _outcome.Task;

    private long Now => now.ToUnixTimeMilliseconds();

    public override async Task RunAsync(DbConnection connection, DbTransaction transaction)
    {
        _changed.Clear();
        foreach (var change in changes)
        {
            _changed.Add(await RunAsync(change, connection, transaction));
        }
    }

    public override void Committed()
    {
        List<Exception>? mistakes = null;
        for (var i = 0; i < changes.Count; i++)
        {
            try
            {
                changes[i].Committed?.Invoke(_changed[i]);
            }
            catch (Exception error)
            {
                (mistakes ??= []).Add(error); // the others are told all the same
            }
        }

        _outcome.SetResult();
        if (mistakes is not null)
        {
            throw new AggregateException(mistakes);
        }
    }

    public override void Failed(Exception error) => _outcome.SetException(error);

    private async Task<QueueChanged> RunAsync(QueueChange change, DbConnection connection, DbTransaction transaction)
    {
        if (change.Once is { } once && await RememberAsync(once, connection, transaction) == 0)
        {
            return new QueueChanged(IsRepeated: true, []);
        }

        if (change.Parked is { } item)
        {
            await parked.ParkAsync(item, change.Finished, Now, connection, transaction); // before its place in the queue is gone
        }

        foreach (var number in change.Finished)
        {
            await connection.ExecuteAsync(FinishSql, new { number }, transaction);
        }

        var added = new List<QueueItem>(change.Added.Count);
        foreach (var (queue, kind, body, isAnnounced) in change.Added)
        {
            var number = await connection.ExecuteScalarAsync<long>(AddSql, new { queue, kind, body }, transaction);
            added.Add(new QueueItem(number, queue, kind, body));
            if (isAnnounced)
            {
                await database.AnnounceAsync(queue, connection, transaction);
            }
        }

        var unparked = new List<UnparkedItem>(change.Unparked.Count);
        foreach (var (number, forgotten) in change.Unparked)
        {
            if (await ParkedRows.UnparkAsync(number, connection, transaction) is { } again)
            {
                unparked.Add(again);
                await ForgetAsync(forgotten, connection, transaction);
            }
        }

        return new QueueChanged(IsRepeated: false, added) { Unparked = unparked };
    }

    private static Task ForgetAsync(Identity? forgotten, DbConnection connection, DbTransaction transaction) => forgotten is null
        ? Task.CompletedTask
        : connection.ExecuteAsync(ForgetSql, new { scope = forgotten.Scope, id = forgotten.Id }, transaction);

    private Task<int> RememberAsync(Identity once, DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(RememberSql, new { scope = once.Scope, id = once.Id, now = Now }, transaction);
}
