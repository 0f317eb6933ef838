using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.TestKit.Chat;

/// <summary>An account on an <see cref="InMemoryNetwork"/>: the smallest connector that keeps every promise.</summary>
public sealed class InMemoryConnector : IChatConnector
{
    private readonly InMemoryNetwork _network;
    private readonly InMemoryMailbox _mailbox;
    private readonly ConnectionStatus _status;
    private readonly Channel<Delivery> _received = Channel.CreateUnbounded<Delivery>();
    private readonly EventPump<Delivery> _pump;
    private readonly InMemoryAbilities _abilities;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _pumping;
    private bool _isDisposed;

    internal InMemoryConnector(AccountRef account, InMemoryNetwork network, InMemoryMailbox mailbox)
    {
        (Account, _network, _mailbox) = (account, network, mailbox);
        _status = new ConnectionStatus(account, TimeProvider.System);
        _abilities = new InMemoryAbilities(account.Id, network, MustBeReady);
        _pump = new EventPump<Delivery>(_received.Reader, d => new ReceivedEvent(d.Event, () => mailbox.Acknowledge(d)));
        _pumping = _pump.RunAsync(_disposing.Token);
    }

    /// <inheritdoc />
    public AccountRef Account { get; }

    /// <inheritdoc />
    public ConnectionStateChanged Status => _status.Current;

    /// <inheritdoc />
    public ChannelReader<ConnectionStateChanged> StatusChanges => _status.Changes;

    /// <inheritdoc />
    public ChannelReader<ReceivedEvent> Events => _pump.Events;

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_network.IsRefused(Account.Id))
        {
            _status.Ended(ConnectionState.AuthenticationFailure, "The password is wrong.");
            return Task.FromException(new ConnectorAuthenticationException("The password is wrong."));
        }

        if (Status.State != ConnectionState.Ready)
        {
            _status.Authenticated();
            _mailbox.Open(d => _received.Writer.TryWrite(d));
            _status.Ready(isResumed: false);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public string MessageIdOf(SendMessage command) => InMemoryAbilities.IdOf(command);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        _mailbox.Close();
        _status.Ended(ConnectionState.Closed);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task SendAsync(SendMessage command, CancellationToken cancellationToken) => _abilities.SendMessage.SendAsync(command, cancellationToken);

    /// <inheritdoc />
    public T? Find<T>()
        where T : class => _abilities.Find<T>();

    /// <summary>The connection breaks, and is resumed at once.</summary>
    public void Cut()
    {
        _status.Reconnecting(failedAttempts: 1, TimeProvider.System.GetUtcNow(), "The cable is cut.");
        _status.Authenticated();
        _status.Ready(isResumed: true);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await DisconnectAsync(CancellationToken.None);
        await _disposing.CancelAsync();
        await _pumping;
        _status.Complete();
        _disposing.Dispose();
    }

    private void MustBeReady()
    {
        if (Status.State != ConnectionState.Ready)
        {
            throw new ConnectorException("There is no connection.");
        }
    }
}
