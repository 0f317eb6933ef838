namespace BotPlatform.Connectors.Parts;

/// <summary>Those who wait to be let into a dialog, where the network's answer comes in by another way than the request went out.</summary>
public sealed class PendingJoins
{
    private readonly Lock _gate = new();
    private readonly List<PendingJoin> _pending = [];

    /// <summary>Waits for the answer until the result is disposed.</summary>
    /// <param name="dialogId">Which dialog.</param>
    /// <param name="requestId">The id of the request, which a refusal repeats.</param>
    public PendingJoin Add(string dialogId, string requestId)
    {
        var pending = new PendingJoin(this, dialogId, requestId);
        lock (_gate)
        {
            _pending.Add(pending);
        }

        return pending;
    }

    /// <summary>The dialog has let us in; false when nobody waits for it.</summary>
    public bool Accept(string dialogId) => Answer(dialogId, _ => true, source => source.TrySetResult());

    /// <summary>The dialog does not let us in; false when nobody waits for this answer.</summary>
    /// <param name="dialogId">Which dialog.</param>
    /// <param name="requestId">The id of the request that is refused; null stands for all.</param>
    /// <param name="reason">What those who wait get.</param>
    public bool TryRefuse(string dialogId, string? requestId, ConnectorException reason) => Answer(
        dialogId, pending => requestId is null || requestId == pending.RequestId, source => source.TrySetException(reason));

    /// <summary>The connection was lost: no answer will come.</summary>
    public void Fail()
    {
        lock (_gate)
        {
            _pending.ForEach(p => p.Source.TrySetException(new ConnectorException("The connection broke before the dialog answered.")));
        }
    }

    private bool Answer(string dialogId, Func<PendingJoin, bool> isMeant, Action<TaskCompletionSource> answer)
    {
        lock (_gate)
        {
            var meant = _pending.FindAll(p => p.DialogId == dialogId && isMeant(p));
            meant.ForEach(p => answer(p.Source));
            return meant.Count > 0;
        }
    }

    internal void Remove(PendingJoin pending)
    {
        lock (_gate)
        {
            _pending.Remove(pending);
        }
    }
}

/// <summary>Somebody who waits to be let into a dialog.</summary>
public sealed class PendingJoin : IDisposable
{
    private readonly PendingJoins _owner;

    internal PendingJoin(PendingJoins owner, string dialogId, string requestId) =>
        (_owner, DialogId, RequestId) = (owner, dialogId, requestId);

    internal string DialogId { get; }

    internal string RequestId { get; }

    internal TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when we are in; fails with a <see cref="ConnectorException"/> when we are not let in.</summary>
    public Task Answer => Source.Task;

    /// <inheritdoc />
    public void Dispose() => _owner.Remove(this);
}
