using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube;

/// <summary>One login at ConnectyCube: stanzas in, events out; commands in, stanzas out.</summary>
internal sealed partial class ConnectyCubeConnector : IChatConnector, ITypingConnector
{
    private const int EventCapacity = 256;

    private readonly XmppClient _client;
    private readonly RestSession _rest;
    private readonly InboundMap _inbound;
    private readonly OutboundMap _outbound;
    private readonly DialogLookup _lookup;
    private readonly ConnectyCubeMetrics _metrics;
    private readonly ILogger<ConnectyCubeConnector> _logger;

    private readonly DialogOrder _order = new();
    private readonly PendingSends _pending = new();
    private readonly ReceiveProgress<ReceivedStanza> _progress;
    private readonly Channel<ReceivedEvent> _events = Channel.CreateBounded<ReceivedEvent>(
        new BoundedChannelOptions(EventCapacity) { SingleWriter = true });

    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private Task? _disposal;

    public ConnectyCubeConnector(
        Login login, ChatAddresses addresses, TimeProvider time, ConnectyCubeMetrics metrics, ILogger<ConnectyCubeConnector> logger)
    {
        Account = login.Account;
        (_client, _rest, _metrics, _logger) = (login.Client, login.Rest, metrics, logger);
        var dialogs = new DialogDirectory();
        _inbound = new InboundMap(login.Account, login.UserId, addresses, dialogs, time);
        _outbound = new OutboundMap(addresses, dialogs, time);
        _lookup = new DialogLookup(dialogs, login.Rest, login.UserId);
        _progress = new ReceiveProgress<ReceivedStanza>(_client.Received);
        Completion = PumpAsync(_disposing.Token);
    }

    /// <summary>A login that succeeded; the connector owns what is in it.</summary>
    public sealed record Login(AccountRef Account, string UserId, XmppClient Client, RestSession Rest);

    /// <inheritdoc />
    public AccountRef Account { get; }

    /// <inheritdoc />
    public ChannelReader<ReceivedEvent> Events => _events.Reader;

    /// <inheritdoc />
    public Task Completion { get; }

    /// <inheritdoc />
    public async Task SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        try
        {
            var (pending, acknowledged) = await _order.RunAsync(command.Dialog.Id, StartAsync).ConfigureAwait(false);
            using (pending)
            {
                await WaitAsync(pending, acknowledged, cancellationToken).ConfigureAwait(false);
            }

            _metrics.CountSent();
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }

        async Task<(PendingSends.PendingSend, Task)> StartAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = await _lookup.FindAsync(command.Dialog, cancellationToken).ConfigureAwait(false);
            var message = _outbound.ToMessage(command, target);
            return (_pending.Add(message), _client.SendAsync(message, cancellationToken));
        }
    }

    /// <inheritdoc />
    public async Task SetTypingAsync(SetTyping command, CancellationToken cancellationToken)
    {
        try
        {
            var written = await _order.RunAsync(command.Dialog.Id, StartAsync).ConfigureAwait(false);
            await written.ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }

        async Task<Task> StartAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = await _lookup.FindAsync(command.Dialog, cancellationToken).ConfigureAwait(false);
            return _client.PostAsync(_outbound.ToMessage(command, target), cancellationToken);
        }
    }

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
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _rest.DisposeAsync().ConfigureAwait(false);
        _disposing.Dispose();
    }

    private async Task WaitAsync(PendingSends.PendingSend pending, Task acknowledged, CancellationToken cancellationToken)
    {
        try
        {
            await acknowledged.ConfigureAwait(false);
            await _progress.CatchUpAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (XmppException) when (pending.Refusal is not null)
        {
            // The refusal says more than the break that followed it.
        }

        if (pending.Refusal is { } refusal)
        {
            throw Failures.AtRefusal(refusal);
        }
    }

    private async Task PumpAsync(CancellationToken stopping)
    {
        Exception? failure = null;
        try
        {
            while (await _client.Received.WaitToReadAsync(stopping).ConfigureAwait(false))
            {
                while (_progress.TryHandle(Handle, out var happened))
                {
                    if (happened is not null && !_events.Writer.TryWrite(happened))
                    {
                        _progress.Halt();
                        await _events.Writer.WriteAsync(happened, stopping).ConfigureAwait(false);
                        _progress.Resume();
                    }
                }
            }

            await _client.Completion.ConfigureAwait(false);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // We ended it ourselves.
        }
        catch (Exception e)
        {
            failure = Failures.AtEnd(e);
        }

        _progress.Halt();
        _events.Writer.TryComplete(failure);
        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>The event that a stanza means, or null when it means none; then the stanza is acknowledged here.</summary>
    private ReceivedEvent? Handle(ReceivedStanza received)
    {
        var inbound = Map(received.Stanza);
        if (inbound.Event is { } happened)
        {
            _metrics.CountEvent(happened);
            return new ReceivedEvent(happened, received.Acknowledge);
        }

        received.Acknowledge();
        return null;
    }

    private Inbound Map(IStanza stanza)
    {
        if (stanza is not Message message)
        {
            return Ignored.Unhandled;
        }

        if (message.Type == MessageType.Error)
        {
            TakeRefusal(message);
            return Ignored.Unhandled;
        }

        var inbound = MapSafely(message);
        if (inbound.Event is null)
        {
            _metrics.CountIgnored(inbound.Ignored);
            LogIgnored(Account.Id, inbound.Ignored);
        }

        return inbound;
    }

    private Inbound MapSafely(Message message)
    {
        try
        {
            return _inbound.Map(message);
        }
        catch (Exception e)
        {
            // A mistake of ours costs this one message. Left alone it would cost the connection, and would come again with the next.
            LogNotUnderstood(e, Account.Id);
            return Ignored.Malformed;
        }
    }

    private void TakeRefusal(Message message)
    {
        var error = StanzaError.Parse(message.ToElement());
        _metrics.CountRefused(error.Condition);
        if (!_pending.TryRefuse(message, error))
        {
            LogRefusedLate(Account.Id, error.Condition);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} ignored a message: {Reason}.")]
    private partial void LogIgnored(string account, Ignored reason);

    [LoggerMessage(LogLevel.Error, "A message to account {Account} could not be understood and is left out.")]
    private partial void LogNotUnderstood(Exception error, string account);

    [LoggerMessage(LogLevel.Warning, "The chat server sent something of account {Account} back, after it had taken it: {Condition}.")]
    private partial void LogRefusedLate(string account, string condition);
}
