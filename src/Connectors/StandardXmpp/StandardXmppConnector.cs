using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.StandardXmpp.Connection;
using BotPlatform.StandardXmpp.Inbound;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.StandardXmpp.Outbound;
using BotPlatform.StandardXmpp.Requests;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp;

/// <summary>
/// One account at an XMPP server: stanzas in, events out; commands in, stanzas out. It only puts the parts together; each ability is
/// a part of its own.
/// </summary>
internal sealed partial class StandardXmppConnector : IChatConnector
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly Jid _self;
    private readonly ChatClients _clients;
    private readonly XmppClient _client;
    private readonly ConnectionStatus _status;
    private readonly EventPump<ReceivedStanza> _pump;
    private readonly ReadyQueue<MessageReceived>? _confirmations;
    private readonly ICarriesOut<SendMessage> _sendMessage;
    private readonly object[] _abilities;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private readonly Task _pumping;
    private readonly Task _confirming;
    private readonly Task _keeping;
    private readonly ILogger<StandardXmppConnector> _logger;
    private Task? _disposal;

    /// <summary>A connector that is idle.</summary>
    public StandardXmppConnector(StandardXmppAccount account, Jid self, ChatClients clients, StandardXmppMetrics metrics)
    {
        (_self, _clients) = (self, clients);
        _logger = clients.Loggers.CreateLogger<StandardXmppConnector>();
        var (options, time) = (clients.Options, clients.Time);
        Account = StandardXmppConnectorFactory.ToRef(self);

        var rooms = new RoomList(account.Nick ?? account.Username, account.Rooms.Select(Jid.Parse));
        var joins = new PendingJoins();
        var memory = new MessageMemory();
        var (pending, sent) = (new SendWatches(), new SentCommands());
        var origins = new Origins(Account, time);
        var profile = new Profile(self);
        var errands = new Errands(self, _logger);

        // The client is made before those who use it; it is idle until it is told to connect.
        SessionSetup? setup = null;
        ActivitySwitch? activity = null;
        _status = new ConnectionStatus(Account, time);
        _client = clients.Create(account, (session, token) => setup!.RunAsync(session, token), OnStateChanged, profile.Answer);
        activity = new ActivitySwitch(_client);
        setup = new SessionSetup(self, rooms, joins, activity, _logger);

        var keeper = new RoomKeeper(self, _client, rooms, joins, errands, _status, _logger);
        var outbound = new OutboundMap(rooms, memory);
        _confirmations = options.AutomaticDelivered ? new ReadyQueue<MessageReceived>(_status, ConfirmAsync, LogNotConfirmed) : null;
        var inbound = new InboundMap(self, rooms, origins, memory, new OccupantEvents(self, rooms, joins, keeper, origins, _logger));
        var reader = new StanzaReader(
            self, inbound, rooms, keeper, pending, sent, origins, _confirmations is null ? null : _confirmations.Add, metrics, _logger);
        _pump = new EventPump<ReceivedStanza>(_client.Received, reader.Handle);

        var sender = new CommandSender(_client, rooms, pending, sent, _pump.CatchUpAsync, metrics);
        var commands = new CommandAbilities(sender, outbound);
        _sendMessage = commands.SendMessage;
        _abilities =
        [
            .. commands.Others,
            new RoomRequests(_client, rooms, joins, options.AnswerTimeout, time),
            activity,
            new LastActivityQuery(_client, time),
            new PrivacyListRequests(_client),
            new NetworkPing(_client, Jid.Parse(self.Domain), time),
        ];
        _pumping = _pump.RunAsync(_disposing.Token);
        _confirming = _confirmations?.RunAsync(_disposing.Token) ?? Task.CompletedTask;
        _keeping = Task.WhenAll(
            errands.RunAsync(_disposing.Token), keeper.RunAsync(options.RoomCheckInterval, time, _disposing.Token));

        Task ConfirmAsync(MessageReceived message, CancellationToken cancellationToken) =>
            Failures.TranslateAsync(() => _client.PostAsync(outbound.ToDelivered(message), cancellationToken));

        void LogNotConfirmed(MessageReceived message, string reason) => LogDropped(Account.Id, reason);

        void OnStateChanged(XmppState state)
        {
            if (state is XmppState.Closed)
            {
                joins.Fail();
            }

            if (state is XmppState.Online online)
            {
                TakeOnline(online);
            }

            _status.Take(state);
        }

        void TakeOnline(XmppState.Online online)
        {
            LogConnected(Account.Id, options.Server!);
            if (online.AwaySince is { } since)
            {
                _pump!.Tell(new GapDetected { Origin = origins.Unnamed(), Since = since, Until = origins.Now });
            }

            if (online.IsResumed)
            {
                errands.Add(cancellationToken => activity!.RepeatAsync(_client!, cancellationToken));
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
            throw Failures.AtLogin(e, _self, _clients.Options.Server!);
        }
    }

    /// <inheritdoc />
    public string MessageIdOf(SendMessage command) => MessageIds.Of(command);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => _client.DisconnectAsync().WaitAsync(cancellationToken);

    /// <inheritdoc />
    public Task SendAsync(SendMessage command, CancellationToken cancellationToken) => _sendMessage.SendAsync(command, cancellationToken);

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
        _confirmations?.Complete();
        if (Status.State == ConnectionState.Ready)
        {
            await _confirming.WaitAsync(FlushTimeout, _clients.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_pumping, _confirming, _keeping).ConfigureAwait(false);
        _status.Complete();
        _disposing.Dispose();
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} is connected to {Server}.")]
    private partial void LogConnected(string account, Uri server);

    [LoggerMessage(LogLevel.Warning, "Account {Account} does not tell a sender that a message arrived: {Reason}")]
    private partial void LogDropped(string account, string reason);
}
