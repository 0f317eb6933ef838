using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Storage;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>The account is not connected, and will not be before somebody asks for it.</summary>
internal sealed class AccountOfflineException(string message) : ConnectorException(message);

/// <summary>This host holds the account no more: whoever does carries on.</summary>
internal sealed class AccountGoneException(string message) : ConnectorException(message);

/// <summary>
/// One account: its connector while this host holds it, another one in each term; how it stands; and the wait for messages to flow.
/// </summary>
/// <param name="account">Which.</param>
/// <param name="make">Makes a connector.</param>
/// <param name="created">When the host was made.</param>
internal sealed class AccountConnection(AccountRef account, Func<IChatConnector> make, DateTimeOffset created) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<IChatConnector> _ready = NewSource();
    private LeaseTerm? _term;
    private IChatConnector? _connector;
    private IChatConnector? _idle;

    public AccountRef Account { get; } = account;

    /// <summary>What its lease is called.</summary>
    public string Name { get; } = AccountName.Of(account);

    /// <summary>The connector of the present term.</summary>
    /// <exception cref="InvalidOperationException">This host does not hold the account.</exception>
    public IChatConnector Connector => _connector ?? throw new InvalidOperationException($"Nobody holds {Account} here.");

    /// <summary>A connector for what needs no connection: that of the present term, or one that never connects.</summary>
    public IChatConnector AnyConnector
    {
        get
        {
            lock (_gate)
            {
                return _connector ?? (_idle ??= make());
            }
        }
    }

    /// <summary>Whether this host holds the account this instant.</summary>
    public bool IsHeld => Volatile.Read(ref _term)?.IsHeld ?? false;

    /// <summary>The newest state that was followed.</summary>
    public ConnectionStateChanged Status { get; private set; } = new()
    {
        Origin = new EventOrigin { EventId = Guid.NewGuid().ToString("N"), Account = account, OccurredAt = created },
        State = ConnectionState.Idle,
    };

    /// <summary>Completes when the first attempt to connect has succeeded or failed.</summary>
    public Task Tried => _tried.Task;

    /// <summary>Completes when messages flow for the first time, or when nothing more is tried.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The connector, if messages flow this instant and this host holds the account.</summary>
    public IChatConnector? Current
    {
        get
        {
            var ready = Volatile.Read(ref _ready).Task;
            return ready.IsCompletedSuccessfully && IsHeld ? ready.Result : null;
        }
    }

    /// <summary>The connector, when messages flow; waits for the first term.</summary>
    /// <exception cref="AccountOfflineException">They will not before somebody asks for it.</exception>
    /// <exception cref="AccountGoneException">The term is over.</exception>
    public async Task<IChatConnector> GetAsync(CancellationToken cancellationToken)
    {
        var connector = await Volatile.Read(ref _ready).Task.WaitAsync(cancellationToken);
        return IsHeld ? connector : throw Gone();
    }

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

            if (_term is null)
            {
                return; // nobody waits for what is being closed
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
                    Fail(new AccountOfflineException(change.Problem ?? $"The account {Account.Id} is disconnected."));
                    _settled.TrySetResult();
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A term begins, with a connector of its own.</summary>
    public void Begin(LeaseTerm term)
    {
        lock (_gate)
        {
            _connector = make();
            Status = _connector.Status;
            if (_ready.Task.IsCompleted)
            {
                Volatile.Write(ref _ready, NewSource());
            }

            Volatile.Write(ref _term, term);
        }
    }

    /// <summary>Nothing more is sent in this term. Harmless when repeated.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (_term is null)
            {
                return;
            }

            Volatile.Write(ref _term, null);
            if (_ready.Task.IsCompleted)
            {
                Volatile.Write(ref _ready, NewSource());
            }

            Fail(Gone());
        }
    }

    /// <summary>The term is over, and its connector disposed.</summary>
    public void End()
    {
        Leave();
        lock (_gate)
        {
            _connector = null;
        }
    }

    /// <summary>Disposes what the end of its term has not disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connector in new[] { _connector, _idle }.OfType<IChatConnector>())
        {
            await connector.DisposeAsync();
        }
    }

    private static TaskCompletionSource<IChatConnector> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AccountGoneException Gone() => new($"This host does not hold the account {Account.Id} any more.");

    private void Fail(Exception error)
    {
        _ready.SetException(error);
        _ = _ready.Task.Exception; // nobody may be waiting, and that is no mistake
    }
}
