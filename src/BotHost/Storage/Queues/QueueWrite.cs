using System.Data.Common;
using System.Globalization;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Storage.States;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Storage.Queues;

/// <summary>Changes of queues on their way to the database.</summary>
internal sealed class QueueWrite(
    Database database, IReadOnlyList<QueueChange> changes, ParkedRows parked, DueRows due, DateTimeOffset now) : Write
{
    private const string RememberSql =
        "INSERT INTO remembered (scope, id, remembered_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1";

    private const string ForgetSql = "DELETE FROM remembered WHERE scope = $1 AND id = $2 RETURNING 1";

    private const string FinishSql = "DELETE FROM queue_items WHERE number = $1 RETURNING 1";

    private const string AddSql = "INSERT INTO queue_items (queue, kind, body) VALUES ($1, $2, $3) RETURNING number";

    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool[] _isRepeated = new bool[changes.Count];
    private readonly StateAddress?[] _outdated = new StateAddress?[changes.Count];
    private readonly List<QueueItem>[] _added = new List<QueueItem>[changes.Count];
    private readonly List<UnparkedItem>[] _unparked = new List<UnparkedItem>[changes.Count];
    private readonly List<QueueItem>[] _moved = new List<QueueItem>[changes.Count];

    public Task Outcome => _outcome.Task;

    private long Now => now.ToUnixTimeMilliseconds();

    public override IEnumerable<Statement> First()
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var index = i;
            (_isRepeated[i], _outdated[i], _added[i], _unparked[i], _moved[i]) = (false, null, [], [], []);
            if (changes[i].Once is { } once)
            {
                yield return new Statement(RememberSql, [once.Scope, once.Id, Now], row => _isRepeated[index] = row is null)
                {
                    Order = $"{once.Scope}\n{once.Id}",
                };
            }

            if (changes[i].If is { } condition)
            {
                yield return condition with { Read = row => _isRepeated[index] = row is null };
            }
        }
    }

    public override IEnumerable<StateWish> States()
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var index = i;
            if (changes[i].States.Count > 0 && !_isRepeated[i])
            {
                yield return new StateWish(changes[i].States, address => _outdated[index] = address);
            }
        }
    }

    public override async Task BetweenAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Parked is { } item && !_isRepeated[i] && _outdated[i] is null)
            {
                // before its place in the queue is gone
                await parked.ParkAsync(item, changes[i].Finished, Now, connection, transaction, cancellationToken);
            }
        }
    }

    public override IEnumerable<Statement> Then() => changes.SelectMany((change, index) =>
        _isRepeated[index] ? []
        : _outdated[index] is not null ? Forget(change.Once)
        : Then(change, _added[index]));

    // Numbers are to grow in the order in which they are told.
    public override bool HasMore => changes.Any(change => change.Unparked.Count > 0 || change.Due is not null);

    public override async Task AfterAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            foreach (var (number, forgotten) in changes[i].Unparked)
            {
                if (await ParkedRows.UnparkAsync(number, connection, transaction, cancellationToken) is { } again)
                {
                    _unparked[i].Add(again);
                    await database.ExecuteAsync([.. Forget(forgotten)], connection, transaction, cancellationToken);
                }
            }

            if (changes[i].Due is { } call)
            {
                var items = await due.TakeAsync(call, connection, transaction, cancellationToken);
                await database.ExecuteAsync([.. Add(items, _moved[i])], connection, transaction, cancellationToken);
            }
        }
    }

    public override void Committed()
    {
        List<Exception>? mistakes = null;
        for (var i = 0; i < changes.Count; i++)
        {
            try
            {
                changes[i].Committed?.Invoke(new QueueChanged(_isRepeated[i], _added[i])
                {
                    Unparked = _unparked[i],
                    Moved = _moved[i],
                    Outdated = _outdated[i],
                });
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

    private IEnumerable<Statement> Then(QueueChange change, List<QueueItem> added)
    {
        foreach (var number in change.Finished)
        {
            yield return new Statement(FinishSql, [number]);
        }

        foreach (var statement in Add(change.Added, added).Concat(change.PutOff.Select(DueRows.StatementOf)).Concat(change.Beside))
        {
            yield return statement;
        }
    }

    private IEnumerable<Statement> Add(IReadOnlyList<NewItem> items, List<QueueItem> added)
    {
        foreach (var (queue, kind, body, isAnnounced) in items)
        {
            yield return new Statement(
                AddSql,
                [queue, kind, body],
                number => added.Add(new QueueItem(Convert.ToInt64(number, CultureInfo.InvariantCulture), queue, kind, body)));
            if (isAnnounced && database.AnnounceSql is { } announce)
            {
                yield return new Statement(announce, [queue]);
            }
        }
    }

    private static IEnumerable<Statement> Forget(Identity? forgotten) =>
        forgotten is null ? [] : [new Statement(ForgetSql, [forgotten.Scope, forgotten.Id])];
}
