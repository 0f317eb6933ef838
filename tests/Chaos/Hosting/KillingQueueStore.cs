using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Chaos.Hosting;

/// <summary>The queues of the database, with places at which the process may kill itself.</summary>
internal sealed class KillingQueueStore(IQueueStore inner, KillSwitch kill) : IQueueStore
{
    /// <inheritdoc />
    public Task ChangeAsync(IReadOnlyList<QueueChange> changes, CancellationToken cancellationToken)
    {
        foreach (var _ in changes.Where(IsAnswer))
        {
            kill.Pass(Step.Answering);
        }

        foreach (var _ in changes.Where(IsAbsence))
        {
            kill.Pass(Step.Telling);
        }

        if (changes.Any(change => change.Due is not null))
        {
            kill.Pass(Step.Moving);
        }

        return inner.ChangeAsync([.. changes.Select(Watched)], cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<QueueItem>> ReadAsync(string queue, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(queue, after, limit, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QueueItem>> ReadAsync(
        string queue, IReadOnlyCollection<long> known, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(queue, known, limit, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken) => inner.CountAsync(cancellationToken);

    /// <inheritdoc />
    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.ForgetAsync(before, limit, cancellationToken);

    /// <inheritdoc />
    public Task<bool> IsRememberedAsync(Identity identity, CancellationToken cancellationToken) =>
        inner.IsRememberedAsync(identity, cancellationToken);

    private static bool IsAnswer(QueueChange change) =>
        change.Added.Any(item => item.Kind == nameof(SendMessage)) || change.PutOff.Count > 0;

    private static bool IsAbsence(QueueChange change) => change.Added.Any(item => item.Kind == nameof(UserBecameInactive));

    private QueueChange Watched(QueueChange change)
    {
        Step? step = IsAnswer(change) ? Step.Answered
            : IsAbsence(change) ? Step.Told
            : change.Due is not null ? Step.Moved
            : change.Finished.Count > 0 ? Step.Finished
            : null;
        return step is not { } passed ? change : change with
        {
            Committed = changed =>
            {
                kill.Pass(passed);
                change.Committed?.Invoke(changed);
            },
        };
    }
}
