using System.Threading.Channels;
using BotPlatform.Xmpp.Diagnostics;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// A negotiated stream while it lives: one loop reads, one writes, one watches. Whichever ends first ends the others, and
/// everybody who waits for something learns why.
/// </summary>
internal sealed partial class Session : IAsyncDisposable
{
    private static readonly XmlName AcknowledgementName = new(Namespaces.StreamManagement, "a");
    private static readonly XmlName RequestName = new(Namespaces.StreamManagement, "r");
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly XmppClientOptions _options;
    private readonly XmlStream _stream;
    private readonly bool _hasStreamManagement;
    private readonly ILogger _logger;
    private readonly OutgoingQueue _outgoing;
    private readonly IqTracker _requests;
    private readonly Func<Iq, Iq> _answer;
    private readonly Iq _signOfLife;
    private readonly Acknowledger _acknowledger;
    private readonly Channel<ReceivedStanza> _received;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private long _lastRead;
    private volatile bool _closing;
    private volatile bool _isFull;   // it is we who do not read, so the server's silence means nothing

    /// <summary>Takes over a negotiated stream, and closes it in the end.</summary>
    /// <param name="options">Time-outs and bounds.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="address">Our full address on it.</param>
    /// <param name="hasStreamManagement">Whether both sides count stanzas from here on.</param>
    /// <param name="earlyStanzas">What arrived during the negotiation, uncounted.</param>
    /// <param name="answer">Answers a request of a peer; an error is an answer too.</param>
    /// <param name="signOfLife">A request that every server answers.</param>
    /// <param name="logger">Where the story of the connection goes.</param>
    public Session(
        XmppClientOptions options, XmlStream stream, Jid address, bool hasStreamManagement,
        IReadOnlyList<Element> earlyStanzas, Func<Iq, Iq> answer, Iq signOfLife, ILogger logger)
    {
        _options = options;
        _stream = stream;
        _hasStreamManagement = hasStreamManagement;
        _logger = logger;
        _outgoing = new OutgoingQueue(stream, hasStreamManagement, options.UnacknowledgedCapacity, options.Time);
        _acknowledger = new Acknowledger(_outgoing);
        _requests = new IqTracker(address, options.RequestTimeout, options.Time);
        _answer = answer;
        _signOfLife = signOfLife;
        _received = Channel.CreateBounded<ReceivedStanza>(
            new BoundedChannelOptions(options.ReceiveCapacity) { SingleWriter = true });
        _lastRead = options.Time.GetTimestamp();
        _run = RunAsync(earlyStanzas);
    }

    /// <summary>Messages and presences, in order.</summary>
    public ChannelReader<ReceivedStanza> Received => _received.Reader;

    /// <summary>Ends when the session does, with the reason if it was not our wish.</summary>
    public Task Completion => _run;

    public Task SendAsync(IStanza stanza, bool waitForServer, CancellationToken cancellationToken) =>
        _outgoing.SendAsync(new OutgoingStanza(stanza.ToElement(), isStanza: true, waitForServer), cancellationToken);

    public Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken) =>
        _requests.RequestAsync(request, (iq, token) => SendAsync(iq, waitForServer: false, token), cancellationToken);

    /// <summary>Says goodbye, waits a moment for the server's, and ends.</summary>
    public async Task CloseAsync()
    {
        if (!_closing)
        {
            _closing = true;
            if (_hasStreamManagement)
            {
                // What is safe by now need not come again.
                _acknowledger.Report();
            }

            _outgoing.Close(error: null);
            _stop.CancelAfter(CloseTimeout);
        }

        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<Element> earlyStanzas)
    {
        var reading = ReadAsync(earlyStanzas);
        var writing = WriteAsync();
        var watching = new KeepAlive(_options, _outgoing, Silence, CheckLifeAsync)
            .RunAsync(_stop.Token);
        var first = await Task.WhenAny(reading, writing, watching).ConfigureAwait(false);
        if (first == writing && writing.IsCompletedSuccessfully)
        {
            // We said goodbye; the server has until the token fires to do the same.
            first = await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, _stop.Token)).ConfigureAwait(false);
        }

        var error = _closing ? null : Reason(first);
        if (first == reading)
        {
            await SayGoodbyeAsync((error as XmppFormatException)?.StreamErrorCondition, writing).ConfigureAwait(false);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _outgoing.Close(error);
        await Task.WhenAll(reading, writing, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync().ConfigureAwait(false);

        _outgoing.Fail(error);
        _requests.End(error ?? new XmppConnectionException("We ended the connection."));
        _received.Writer.TryComplete(error);
        LogClosed(error?.Message ?? "we closed it.");
        _options.StateChanged?.Invoke(new XmppState.Closed(error));
        if (error is not null)
        {
            throw error;
        }
    }

    private async Task ReadAsync(IReadOnlyList<Element> earlyStanzas)
    {
        foreach (var element in earlyStanzas)
        {
            await HandleStanzaAsync(element, isCounted: false).ConfigureAwait(false);
        }

        while (true)
        {
            if (!_stream.TryRead(out var item))
            {
                item = await _stream.ReadAsync(_stop.Token).ConfigureAwait(false);
                Interlocked.Exchange(ref _lastRead, _options.Time.GetTimestamp());
            }

            if (item.Kind == StreamItemKind.Close)
            {
                return;
            }

            var element = item.Element
                ?? throw new XmppFormatException("The server opened the stream twice.", "bad-format");
            if (StreamError.IsError(element))
            {
                throw StreamError.Parse(element).ToException();
            }

            if (element.Name.Namespace == Namespaces.StreamManagement)
            {
                HandleManagement(element);
            }
            else
            {
                await HandleStanzaAsync(element, isCounted: _hasStreamManagement).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync()
    {
        await _outgoing.RunAsync(_stop.Token).ConfigureAwait(false);
        await _stream.SendCloseAsync(_stop.Token).ConfigureAwait(false);
    }

    private void HandleManagement(Element element)
    {
        if (element.Name == RequestName)
        {
            _acknowledger.Report();
        }
        else if (element.Name == AcknowledgementName)
        {
            if (!uint.TryParse(element.Attribute("h"), out var handled))
            {
                throw new XmppFormatException("<a/> has no valid 'h'.", StanzaError.UndefinedCondition);
            }

            _outgoing.Acknowledge(handled);
        }
    }

    private async Task HandleStanzaAsync(Element element, bool isCounted)
    {
        if (element.Name.Namespace != Namespaces.Client || element.Name.LocalName is not ("message" or "presence" or "iq"))
        {
            // RFC 6120 §4.9.3.24 would let us close the stream; a feature that we do not know is no reason to lose one.
            Drop(element, "it is of a kind that is not known");
            return;
        }

        var number = isCounted ? _acknowledger.Received() : (long?)null;
        IStanza? stanza;
        try
        {
            stanza = Stanza.TryParse(element);
        }
        catch (XmppFormatException e)
        {
            Drop(element, e.Message);
            Handled(number);
            return;
        }

        if (stanza is Iq iq)
        {
            HandleIq(iq);
            Handled(number);
            return;
        }

        var item = new ReceivedStanza(stanza!, number is { } received ? () => _acknowledger.Handled(received) : null);
        if (!_received.Writer.TryWrite(item))
        {
            _isFull = true;
            await _received.Writer.WriteAsync(item, _stop.Token).ConfigureAwait(false);
            Interlocked.Exchange(ref _lastRead, _options.Time.GetTimestamp());
            _isFull = false;
        }
    }

    private void Handled(long? number)
    {
        if (number is { } counted)
        {
            _acknowledger.Handled(counted);
        }
    }

    private void HandleIq(Iq iq)
    {
        if (!iq.IsRequest)
        {
            if (!_requests.TryComplete(iq))
            {
                XmppMetrics.Dropped("unexpected-answer");
            }

            return;
        }

        if (!_outgoing.TryPost(new OutgoingStanza(_answer(iq).ToElement(), isStanza: true, waitsForServer: false)))
        {
            XmppMetrics.Dropped("unanswered-request");
        }
    }

    private TimeSpan Silence() =>
        _isFull ? TimeSpan.Zero : _options.Time.GetElapsedTime(Interlocked.Read(ref _lastRead));

    private async Task CheckLifeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RequestAsync(_signOfLife, cancellationToken).ConfigureAwait(false);
        }
        catch (XmppStanzaException)
        {
            // A refusal is a sign of life too (XEP-0199 §4.1).
        }
    }

    /// <summary>RFC 6120 §4.4 and §4.9.1.1: our side of the stream is closed too, after an error if there was one.</summary>
    private async Task SayGoodbyeAsync(string? condition, Task writing)
    {
        if (condition is not null)
        {
            _outgoing.TryPost(new OutgoingStanza(new StreamError(condition).ToElement(), isStanza: false, waitsForServer: false));
        }

        _outgoing.Close(error: null);
        try
        {
            await writing.WaitAsync(CloseTimeout, _options.Time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is XmppException or TimeoutException or OperationCanceledException)
        {
            // The peer is not there to hear it.
        }
    }

    private static XmppException Reason(Task first) => first.Exception?.InnerException switch
    {
        XmppException error => error,
        { } other => new XmppConnectionException("The connection broke.", other),
        null => new XmppConnectionException("The server closed the stream."),
    };

    private void Drop(Element element, string reason)
    {
        XmppMetrics.Dropped("malformed");
        LogDropped(element.Name.LocalName, reason);
    }

    [LoggerMessage(LogLevel.Information, "The stream ended: {Reason}")]
    private partial void LogClosed(string reason);

    [LoggerMessage(LogLevel.Debug, "Dropped <{Name}/>: {Reason}")]
    private partial void LogDropped(string name, string reason);
}
