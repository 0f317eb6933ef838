using System.Threading.Channels;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.Connectors.Parts;

/// <summary>How the connection of an account stands, and each change of that. One at a time changes it; anybody may look.</summary>
public sealed class ConnectionStatus
{
    private const int KeptChanges = 64;

    private readonly AccountRef _account;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Channel<ConnectionStateChanged> _changes = Channel.CreateBounded<ConnectionStateChanged>(
        new BoundedChannelOptions(KeptChanges) { FullMode = BoundedChannelFullMode.DropOldest });

    private volatile ConnectionStateChanged _current;
    private TaskCompletionSource _nextChange = NewSource();

    /// <summary>The status of an account that is idle.</summary>
    public ConnectionStatus(AccountRef account, TimeProvider time)
    {
        (_account, _time) = (account, time);
        _current = ToEvent(ConnectionState.Idle);
    }

    /// <summary>How it stands this instant.</summary>
    public ConnectionStateChanged Current => _current;

    /// <summary>Each change, in order; the last 64 that nobody has read.</summary>
    public ChannelReader<ConnectionStateChanged> Changes => _changes.Reader;

    /// <summary>Ends with the next change.</summary>
    public Task NextChange
    {
        get
        {
            lock (_gate)
            {
                return _nextChange.Task;
            }
        }
    }

    /// <summary>Returns when messages flow.</summary>
    public Task WaitForReadyAsync(CancellationToken cancellationToken) =>
        WaitAsync(state => state == ConnectionState.Ready, cancellationToken);

    /// <summary>Returns at once, unless a login is on its way: then when it has succeeded or failed.</summary>
    public Task WaitForLoginAsync(CancellationToken cancellationToken) =>
        WaitAsync(state => state != ConnectionState.Authenticated, cancellationToken);

    /// <summary>The network took the credentials. Saying it twice in a row is one change.</summary>
    public void Authenticated()
    {
        if (_current.State != ConnectionState.Authenticated)
        {
            Change(ToEvent(ConnectionState.Authenticated));
        }
    }

    /// <summary>Messages flow.</summary>
    /// <param name="isResumed">Whether the connection of before goes on, with nothing lost.</param>
    public void Ready(bool isResumed)
    {
        if (isResumed)
        {
            Change(ToEvent(ConnectionState.Resumed));
        }

        Change(ToEvent(ConnectionState.Ready));
    }

    /// <summary>There is no connection, and an attempt follows.</summary>
    /// <param name="failedAttempts">How many in a row have failed.</param>
    /// <param name="retryAt">When the next one begins.</param>
    /// <param name="problem">Why, without secrets.</param>
    public void Reconnecting(int failedAttempts, DateTimeOffset retryAt, string problem) =>
        Change(ToEvent(ConnectionState.Reconnecting, problem) with { FailedAttempts = failedAttempts, RetryAt = retryAt });

    /// <summary>It is over until somebody asks for a connection again.</summary>
    /// <param name="state">
    /// <see cref="ConnectionState.Closed"/>, <see cref="ConnectionState.ForceClosed"/> or
    /// <see cref="ConnectionState.AuthenticationFailure"/>.
    /// </param>
    /// <param name="problem">Why, without secrets; null when we ended it.</param>
    public void Ended(ConnectionState state, string? problem = null) => Change(ToEvent(state, problem));

    /// <summary>There will be no more changes.</summary>
    public void Complete() => _changes.Writer.TryComplete();

    private async Task WaitAsync(Predicate<ConnectionState> isReached, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = NextChange;
            if (isReached(_current.State))
            {
                return;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Change(ConnectionStateChanged change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _current = change;
            _changes.Writer.TryWrite(change);
            changed = _nextChange;
            _nextChange = NewSource();
        }

        changed.SetResult();
    }

    private ConnectionStateChanged ToEvent(ConnectionState state, string? problem = null) => new()
    {
        Origin = new EventOrigin { EventId = Guid.NewGuid().ToString("N"), Account = _account, OccurredAt = _time.GetUtcNow() },
        State = state,
        Problem = problem,
    };

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
