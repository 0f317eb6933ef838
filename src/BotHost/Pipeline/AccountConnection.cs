using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>The account is not connected, and will not be before somebody asks for it.</summary>
internal sealed class AccountOfflineException(string message) : ConnectorException(message);

/// <summary>One account: its connector, how it stands, and the wait for messages to flow.</summary>
internal sealed class AccountConnection(IChatConnector connector)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<IChatConnector> _ready = NewSource();

    public IChatConnector Connector { get; } = connector;

    public AccountRef Account => Connector.Account;

    /// <summary>The newest state that was followed.</summary>
    public ConnectionStateChanged Status { get; private set; } = connector.Status;

    /// <summary>Completes when the first attempt to connect has succeeded or failed.</summary>
    public Task Tried => _tried.Task;

    /// <summary>Completes when messages flow for the first time, or when nothing more is tried.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The connector, if messages flow this instant.</summary>
    public IChatConnector? Current
    {
        get
        {
            var ready = Volatile.Read(ref _ready).Task;
            return ready.IsCompletedSuccessfully ? ready.Result : null;
        }
    }

    /// <summary>The connector, when messages flow.</summary>
    /// <exception cref="AccountOfflineException">They will not before somebody asks for it.</exception>
    public Task<IChatConnector> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _ready).Task.WaitAsync(cancellationToken);

    /// <summary>Takes note of another state.</summary>
    public void Follow(ConnectionStateChanged change)
    {
        lock (_gate)
        {
            Status = change;
            if (change.State is not (ConnectionState.Idle or ConnectionState.Authenticated))
            {
                _tried.TrySetResult();
            }

            if (_ready.Task.IsCompleted)
            {
                Volatile.Write(ref _ready, NewSource());
            }

            switch (change.State)
            {
                case ConnectionState.Ready:
                    _ready.SetResult(Connector);
                    _settled.TrySetResult();
                    break;
                case ConnectionState.AuthenticationFailure or ConnectionState.ForceClosed or ConnectionState.Closed:
                    _ready.SetException(
                        new AccountOfflineException(change.Problem ?? $"The account {Account.Id} is disconnected."));
                    _ = _ready.Task.Exception; // nobody may be waiting, and that is no mistake
                    _settled.TrySetResult();
                    break;
                default:
                    break;
            }
        }
    }

    private static TaskCompletionSource<IChatConnector> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
