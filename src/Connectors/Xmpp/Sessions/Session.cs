using System.Threading.Channels;
using BotPlatform.Xmpp.Diagnostics;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams.Negotiation;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// A bound address and everything that is on its way to and from it. It outlives its connection where the server lets it be
/// resumed (XEP-0198 §5); <see cref="SessionConnection"/> moves what it holds.
/// </summary>
internal sealed class Session : IXmppSession
{
    private static readonly XmlName AcknowledgementName = new(Namespaces.StreamManagement, "a");
    private static readonly XmlName RequestName = new(Namespaces.StreamManagement, "r");

    private readonly bool _hasStreamManagement;
    private readonly ConnectionLog _log;
    private readonly IReadOnlyList<XmlName> _offered;
    private readonly IqTracker _requests;
    private readonly Func<Iq, Iq> _answer;
    private readonly Acknowledger _acknowledger;
    private readonly ChannelWriter<ReceivedStanza> _received;
    private ReceivedStanza? _held;   // counted, but there was no room for it before the connection broke

    /// <summary>A session that was just bound.</summary>
    /// <param name="options">Time-outs and bounds.</param>
    /// <param name="handshake">What was agreed on.</param>
    /// <param name="answer">Answers a request of a peer; an error is an answer too.</param>
    /// <param name="received">Where messages and presences go, in order.</param>
    /// <param name="log">Where the story of the connection goes.</param>
    public Session(
        XmppClientOptions options,
        Handshake handshake,
        Func<Iq, Iq> answer,
        ChannelWriter<ReceivedStanza> received,
        ConnectionLog log)
    {
        Address = handshake.BoundAddress!;
        Ticket = handshake.Ticket;
        _hasStreamManagement = handshake.HasStreamManagement;
        _log = log;
        _offered = handshake.Offered;
        _answer = answer;
        _received = received;
        Outgoing = new OutgoingQueue(_hasStreamManagement, options.UnacknowledgedCapacity, options.Time);
        _acknowledger = new Acknowledger(Outgoing);
        _requests = new IqTracker(Address, options.RequestTimeout, options.Time);
        LastHeard = options.Time.GetUtcNow();
    }

    /// <inheritdoc />
    public Jid Address { get; }

    /// <summary>By what it can be resumed; null when it cannot.</summary>
    public ResumptionTicket? Ticket { get; }

    public bool HasStreamManagement => _hasStreamManagement;

    /// <summary>What leaves.</summary>
    public OutgoingQueue Outgoing { get; }

    /// <summary>When the server was last heard.</summary>
    public DateTimeOffset LastHeard { get; set; }

    /// <inheritdoc />
    public bool Offers(XmlName feature) => _offered.Contains(feature);

    /// <inheritdoc />
    public Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default) =>
        Outgoing.SendAsync(new OutgoingStanza(stanza.ToElement(), isStanza: true, waitsForServer: true), cancellationToken);

    /// <inheritdoc />
    public Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default) =>
        Outgoing.SendAsync(new OutgoingStanza(stanza.ToElement(), isStanza: true, waitsForServer: false), cancellationToken);

    /// <inheritdoc />
    public Task PostAsync(Element element, CancellationToken cancellationToken = default) =>
        Outgoing.SendAsync(new OutgoingStanza(element, isStanza: false, waitsForServer: false), cancellationToken);

    /// <inheritdoc />
    public Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default) =>
        _requests.RequestAsync(request, PostAsync, cancellationToken);

    /// <summary>A request to go on with this session; null when that is not possible.</summary>
    public Resumption? ToResumption() =>
        Ticket is null ? null : new Resumption(Ticket, _acknowledger.ReportForResumption);

    /// <summary>
    /// XEP-0198 §5: the server goes on, and has handled so many of our stanzas. Not while a connection uses the session.
    /// </summary>
    /// <exception cref="XmppFormatException">It claims more than was sent.</exception>
    public void Resume(uint handled)
    {
        Outgoing.Resume(handled);
        _acknowledger.Resumed();
    }

    /// <summary>Tells the server what is safe by now, so that it need not come again.</summary>
    public void Report()
    {
        if (_hasStreamManagement)
        {
            _acknowledger.Report();
        }
    }

    /// <summary>It is over: everybody who waits for something learns why.</summary>
    /// <param name="error">Why; null when it was our wish.</param>
    /// <param name="handled">How many of our stanzas the server says it had handled, if it says so.</param>
    public void End(XmppException? error, uint? handled = null)
    {
        try
        {
            if (handled is { } count)
            {
                Outgoing.Acknowledge(count);
            }
        }
        catch (XmppFormatException e)
        {
            Drop("failed", e.Message);
        }

        Outgoing.Fail(error);
        _requests.End(error ?? new XmppConnectionException("We ended the connection."));
    }

    /// <summary>First what found no room on the connection before.</summary>
    public ValueTask DeliverHeldAsync(CancellationToken cancellationToken) =>
        _held is { } held ? WaitForRoomAsync(held, cancellationToken) : default;

    /// <summary>Takes what the server sent. Done at once, unless it has to wait for room.</summary>
    /// <param name="element">A stanza, or part of the stream management.</param>
    /// <param name="isCounted">Whether XEP-0198 counts it; not what overtook the end of the negotiation.</param>
    /// <param name="cancellationToken">The connection ended; what has no room is kept for the next one.</param>
    /// <exception cref="XmppFormatException">The server's counting is wrong.</exception>
    public ValueTask HandleAsync(Element element, bool isCounted, CancellationToken cancellationToken)
    {
        if (element.Name.Namespace == Namespaces.StreamManagement)
        {
            HandleManagement(element);
            return default;
        }

        if (element.Name.Namespace != Namespaces.Client || element.Name.LocalName is not ("message" or "presence" or "iq"))
        {
            // RFC 6120 §4.9.3.24 would let us close the stream; a feature that we do not know is no reason to lose one.
            Drop(element.Name.LocalName, "it is of a kind that is not known");
            return default;
        }

        long? number = null;
        if (isCounted && _hasStreamManagement)
        {
            number = _acknowledger.Received(element);
            if (number is null)
            {
                return default;
            }
        }

        return TryParse(element) is { } stanza && (stanza is not Iq iq || !TryHandle(iq))
            ? DeliverAsync(stanza, number, cancellationToken)
            : HandledAsync(number);
    }

    private IStanza? TryParse(Element element)
    {
        try
        {
            return Stanza.TryParse(element);
        }
        catch (XmppFormatException e)
        {
            Drop(element.Name.LocalName, e.Message);
            return null;
        }
    }

    private ValueTask HandledAsync(long? number)
    {
        if (number is { } counted)
        {
            _acknowledger.Handled(counted);
        }

        return default;
    }

    private ValueTask DeliverAsync(IStanza stanza, long? number, CancellationToken cancellationToken)
    {
        var item = new ReceivedStanza(stanza, number is { } counted ? () => _acknowledger.Handled(counted) : null);
        return _received.TryWrite(item) ? default : WaitForRoomAsync(item, cancellationToken);
    }

    private async ValueTask WaitForRoomAsync(ReceivedStanza item, CancellationToken cancellationToken)
    {
        _held = item;
        await _received.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        _held = null;
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

            Outgoing.Acknowledge(handled);
        }
    }

    /// <summary>Answers a request, or gives an answer to its request; false for an answer that nobody waits for.</summary>
    private bool TryHandle(Iq iq)
    {
        if (!iq.IsRequest)
        {
            return _requests.TryComplete(iq);
        }

        if (!Outgoing.TryPost(new OutgoingStanza(_answer(iq).ToElement(), isStanza: true, waitsForServer: false)))
        {
            XmppMetrics.Dropped("unanswered-request");
        }

        return true;
    }

    private void Drop(string name, string reason)
    {
        XmppMetrics.Dropped("malformed");
        _log.Dropped(name, reason);
    }
}
