using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Carries what a connection receives to whoever reads the events: stanza by stanza, in order, and no faster than the events are
/// read.
/// </summary>
internal sealed partial class EventPump
{
    private const int EventCapacity = 256;

    private readonly string _account;
    private readonly XmppClient _client;
    private readonly InboundMap _inbound;
    private readonly PendingSends _pending;
    private readonly ConnectyCubeMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ReceiveProgress<ReceivedStanza> _progress;
    private readonly Channel<ReceivedEvent> _events = Channel.CreateBounded<ReceivedEvent>(
        new BoundedChannelOptions(EventCapacity) { SingleWriter = true });

    public EventPump(
        string account, XmppClient client, InboundMap inbound, PendingSends pending, ConnectyCubeMetrics metrics, ILogger logger)
    {
        (_account, _client, _inbound, _pending, _metrics, _logger) = (account, client, inbound, pending, metrics, logger);
        _progress = new ReceiveProgress<ReceivedStanza>(client.Received);
    }

    /// <summary>What happened, in order; completes when the connection ends, with the error if there was one.</summary>
    public ChannelReader<ReceivedEvent> Events => _events.Reader;

    /// <summary>Ends when everything that has been received by now has been looked at.</summary>
    public Task CatchUpAsync() => _progress.CatchUpAsync();

    /// <summary>Runs until the connection ends or the token fires; only the former can be an error.</summary>
    /// <exception cref="ConnectorException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken stopping)
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
            LogIgnored(_account, inbound.Ignored);
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
            LogNotUnderstood(e, _account);
            return Ignored.Malformed;
        }
    }

    private void TakeRefusal(Message message)
    {
        var error = StanzaError.Parse(message.ToElement());
        _metrics.CountRefused(error.Condition);
        if (!_pending.TryRefuse(message, error))
        {
            LogRefusedLate(_account, error.Condition);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} ignored a message: {Reason}.")]
    private partial void LogIgnored(string account, Ignored reason);

    [LoggerMessage(LogLevel.Error, "A message to account {Account} could not be understood and is left out.")]
    private partial void LogNotUnderstood(Exception error, string account);

    [LoggerMessage(LogLevel.Warning, "The chat server sent something of account {Account} back, after it had taken it: {Condition}.")]
    private partial void LogRefusedLate(string account, string condition);
}
