using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Activity;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Privacy;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube;

/// <summary>
/// One account at ConnectyCube: stanzas in, events out; commands in, stanzas out. It only puts the parts together; each ability
/// is a part of its own.
/// </summary>
internal sealed partial class ConnectyCubeConnector : IChatConnector
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly ConnectyCubeAccount _account;
    private readonly ChatClients _clients;
    private readonly RestSession _rest;
    private readonly XmppClient _client;
    private readonly ConnectionStatus _status;
    private readonly EventPump<ReceivedStanza> _pump;
    private readonly ReadyQueue<MessageReceived>? _markers;
    private readonly ICarriesOut<SendMessage> _sendMessage;
    private readonly object[] _abilities;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private readonly Task _pumping;
    private readonly Task _marking;
    private readonly Task _keeping;
    private readonly ILogger<ConnectyCubeConnector> _logger;
    private Task? _disposal;

    /// <summary>A connector that is idle. It owns the REST session and disposes it.</summary>
    public ConnectyCubeConnector(
        ConnectyCubeAccount account, RestSession rest, ChatAddresses addresses, ChatClients clients, ConnectyCubeMetrics metrics)
    {
        (_account, _rest, _clients) = (account, rest, clients);
        _logger = clients.Loggers.CreateLogger<ConnectyCubeConnector>();
        Account = new AccountRef(ConnectyCubeConnectorFactory.Network, account.Name);

        var identity = new AccountIdentity(Account, addresses, account.KnownUserId);
        var dialogs = new DialogDirectory();
        var lookup = new DialogLookup(dialogs, rest, identity);
        var places = new Places(addresses, dialogs);
        var origins = new Origins(identity, clients.Time);
        var joined = new JoinedRooms(clients.Time);
        var rooms = new GroupRooms(addresses, identity, lookup, joined);
        var joins = new PendingJoins();
        var wishes = new SessionWishes();
        var activities = new ActivityEvents(addresses, places, origins, wishes);

        _status = new ConnectionStatus(Account, clients.Time);

        // The client is made before those who use it; it is idle until it is told to connect.
        _client = clients.Create(
            new AccountCredentials(account, identity, addresses, rest).GetAsync,
            new SessionSetup(account.Name, addresses, rooms, joins, wishes, _logger).RunAsync,
            OnStateChanged,
            new ServerRequests(identity, activities, happened => _pump!.TryTell(happened)).Answer);

        var outbound = new OutboundMap(addresses, dialogs, clients.Time);
        var pending = new SendWatches();
        var occupants = new OccupantEvents(identity, addresses, origins, wishes, joins, joined);
        var inbound = new InboundMap(identity, places, origins, occupants, activities);
        _markers = clients.Options.AutomaticDelivered
            ? DeliveredMarkers.Create(_client, outbound, _status, account.Name, _logger)
            : null;
        var reader = new StanzaReader(account.Name, inbound, pending, _markers is null ? null : _markers.Add, metrics, _logger);
        _pump = new EventPump<ReceivedStanza>(_client.Received, reader.Handle);

        var commands = new CommandAbilities(new CommandSender(_client, pending, _pump.CatchUpAsync, metrics), outbound, lookup);
        _sendMessage = commands.SendMessage;
        _abilities =
        [
            .. commands.Others,
            new DialogJoiner(_client, rooms, joins, clients.Options.AnswerTimeout, clients.Time),
            new DialogLeaver(_client, rooms, wishes),
            new OccupantList(_client, rooms),
            new ActivitySwitch(_client, wishes),
            new LastActivityQuery(_client, addresses, clients.Time),
            new ActivityWatch(_client, addresses, wishes),
            new PrivacyListRequests(_client, addresses),
            new NetworkPing(_client, addresses, clients.Time),
        ];
        _pumping = _pump.RunAsync(_disposing.Token);
        _marking = _markers?.RunAsync(_disposing.Token) ?? Task.CompletedTask;
        _keeping = new RoomKeeper(account.Name, _client, rooms, wishes, _status, _logger)
            .RunAsync(clients.Options.RoomCheckInterval, clients.Time, _disposing.Token);

        void OnStateChanged(XmppState state)
        {
            if (state is XmppState.Closed)
            {
                joins.Fail();
            }

            if (state is XmppState.Online { AwaySince: { } since })
            {
                _pump!.Tell(new GapDetected { Origin = origins.Unnamed(), Since = since, Until = origins.Now });
            }

            _status.Take(state);
            if (state is XmppState.Online)
            {
                LogConnected(account.Name, clients.Options.ChatUrl!);
            }
        }
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
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtLogin(e, _account, _clients.Options.ChatUrl!);
        }
    }

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => _client.DisconnectAsync().WaitAsync(cancellationToken);

    /// <inheritdoc />
    public string MessageIdOf(SendMessage command) => OutboundMap.StanzaId(command);

    /// <inheritdoc />
    public Task SendAsync(SendMessage command, CancellationToken cancellationToken) =>
        _sendMessage.SendAsync(command, cancellationToken);

    /// <inheritdoc />
    public T? Find<T>()
        where T : class => this as T ?? Array.Find(_abilities, a => a is T) as T;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            return new ValueTask(_disposal ??= DisposeOnceAsync());
        }
    }

    private async Task DisposeOnceAsync()
    {
        _markers?.Complete();
        if (Status.State == ConnectionState.Ready)
        {
            await _marking.WaitAsync(FlushTimeout, _clients.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_pumping, _marking, _keeping).ConfigureAwait(false);
        _status.Complete();
        await _rest.DisposeAsync().ConfigureAwait(false);
        _disposing.Dispose();
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} is connected to {Server}.")]
    private partial void LogConnected(string account, Uri server);
}
