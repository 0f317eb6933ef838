using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Where an account stands.</summary>
internal enum AccountState
{
    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>Messages flow.</summary>
    Connected,

    /// <summary>The connection was lost or could not be made; a new attempt follows.</summary>
    Reconnecting,

    /// <summary>The credentials were refused; nothing happens until the host is started anew.</summary>
    Refused,

    /// <summary>The host is stopping.</summary>
    Stopped,
}

/// <summary>What is known of an account at one moment.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when.</param>
/// <param name="Problem">Why it is not connected, if it is not.</param>
internal sealed record AccountStatus(AccountState State, DateTimeOffset Since, string? Problem = null);

/// <summary>The live connection of one account, for those who want to send on it.</summary>
internal sealed class AccountConnection(AccountRef account, TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<IChatConnector> _connector = NewSource();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AccountRef Account { get; } = account;

    public AccountStatus Status { get; private set; } = new(AccountState.Connecting, time.GetUtcNow());

    /// <summary>Completes when the first attempt to connect has succeeded or failed.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The connector, if there is one this instant.</summary>
    public IChatConnector? Current
    {
        get
        {
            var connector = Volatile.Read(ref _connector).Task;
            return connector.IsCompletedSuccessfully ? connector.Result : null;
        }
    }

    /// <summary>The connector, when there is one.</summary>
    /// <exception cref="ConnectorAuthenticationException">There will be none.</exception>
    public Task<IChatConnector> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _connector).Task.WaitAsync(cancellationToken);

    public void Connected(IChatConnector connector) =>
        Change(new AccountStatus(AccountState.Connected, time.GetUtcNow()), source => source.SetResult(connector));

    public void Lost(string problem) =>
        Change(new AccountStatus(AccountState.Reconnecting, time.GetUtcNow(), problem));

    public void Refused(ConnectorAuthenticationException error) =>
        Change(new AccountStatus(AccountState.Refused, time.GetUtcNow(), error.Message), source =>
        {
            source.SetException(error);
            _ = source.Task.Exception; // nobody may be waiting, and that is no mistake
        });

    public void Stopped() =>
        Change(new AccountStatus(AccountState.Stopped, time.GetUtcNow()));

    private static TaskCompletionSource<IChatConnector> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(AccountStatus status, Action<TaskCompletionSource<IChatConnector>>? complete = null)
    {
        lock (_gate)
        {
            Status = status;
            if (_connector.Task.IsCompleted)
            {
                Volatile.Write(ref _connector, NewSource());
            }

            complete?.Invoke(_connector);
            _settled.TrySetResult();
        }
    }
}
