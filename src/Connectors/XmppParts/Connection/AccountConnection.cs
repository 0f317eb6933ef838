using System.Threading.Channels;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>
/// The connection of one account, for as long as the account is wanted: how it stands, what comes in, and where abilities send. It is
/// idle until it is told to connect.
/// </summary>
public sealed partial class AccountConnection : IAsyncDisposable
{
    private readonly ConnectionHooks _hooks;
    private readonly ChatClients _clients;
    private readonly PendingJoins _joins;
    private readonly XmppClient _client;
    private readonly EventPump<ReceivedStanza> _pump;
    private readonly ILogger _logger;
    private bool _wasOnline;

    /// <summary>A connection that is idle.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="hooks">What the network does at its turns.</param>
    /// <param name="clients">Makes its client.</param>
    /// <param name="joins">Those who wait to be let into a dialog; they fail when the connection ends.</param>
    /// <param name="logger">Where the story goes.</param>
    public AccountConnection(
        AccountRef account, ConnectionHooks hooks, ChatClients clients, PendingJoins joins, ILogger logger)
    {
        (Account, _hooks, _clients, _joins, _logger) = (account, hooks, clients, joins, logger);
        Status = new ConnectionStatus(account, clients.Time);
        _client = clients.Create(hooks, OnStateChanged);
        Session = new AccountSession(_client, Status);
        _pump = new EventPump<ReceivedStanza>(_client.Received, hooks.Read);
    }

    /// <summary>Whose it is.</summary>
    public AccountRef Account { get; }

    /// <summary>How it stands.</summary>
    public ConnectionStatus Status { get; }

    /// <summary>Where abilities send and ask; it outlives each session.</summary>
    public IXmppSession Session { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => _clients.Time;

    /// <summary>What happened, in order; completes when <see cref="RunAsync"/> ends.</summary>
    public ChannelReader<ReceivedEvent> Events => _pump.Events;

    /// <summary>Takes an event that came in by another way than as a stanza to read; false when too many wait already.</summary>
    public bool TryTell(IAccountEvent happened) => _pump.TryTell(happened);

    /// <inheritdoc cref="EventPump{T}.CatchUpAsync"/>
    public Task CatchUpAsync() => _pump.CatchUpAsync();

    /// <inheritdoc cref="IChatConnector.ConnectAsync"/>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtLogin(e, Account.Id, _clients.Server, _hooks.CredentialSettings);
        }
    }

    /// <inheritdoc cref="IChatConnector.DisconnectAsync"/>
    public Task DisconnectAsync(CancellationToken cancellationToken) => _client.DisconnectAsync().WaitAsync(cancellationToken);

    /// <inheritdoc cref="IDropsConnection.Drop"/>
    public void Drop() => _client.Drop();

    /// <summary>Makes events of what comes in, until the token fires or the connection is disposed.</summary>
    public Task RunAsync(CancellationToken stopping) => _pump.RunAsync(stopping);

    /// <summary>Ends the session, and with it what comes in. <see cref="Status"/> tells this last change.</summary>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void OnStateChanged(XmppState state)
    {
        switch (state)
        {
            case XmppState.Binding when _wasOnline:
                _pump.Hold(); // the word of the gap comes before everything that comes after the gap
                break;
            case XmppState.Online online:
                TakeOnline(online);
                _pump.Release();
                break;
            case XmppState.Closed:
                _joins.Fail();
                _pump.Release();
                break;
        }

        Status.Take(state);
    }

    private void TakeOnline(XmppState.Online online)
    {
        _wasOnline = true;
        LogConnected(Account.Id, _clients.Server);
        if (online.AwaySince is { } since)
        {
            var now = Time.GetUtcNow();
            var origin = new EventOrigin { EventId = Guid.NewGuid().ToString("N"), Account = Account, OccurredAt = now };
            _pump.Tell(new GapDetected { Origin = origin, Since = since, Until = now });
        }

        if (online.IsResumed)
        {
            _hooks.Resumed?.Invoke(_client);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} is connected to {Server}.")]
    private partial void LogConnected(string account, Uri server);
}
