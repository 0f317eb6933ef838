using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>The stream as the steps of a negotiation use it: one element there, one element back.</summary>
internal sealed class Handshake(XmlStream stream, XmppClientOptions options, XmppCredentials credentials)
{
    public XmlStream Stream { get; } = stream;

    public XmppClientOptions Options { get; } = options;

    public XmppCredentials Credentials { get; } = credentials;

    /// <summary>The session to go on with, if there is one.</summary>
    public Resumption? Resumption { get; init; }

    /// <summary>What the new session can be resumed by, if the server lets it.</summary>
    public ResumptionTicket? Ticket { get; set; }

    /// <summary>The full address, once it is bound.</summary>
    public Jid? BoundAddress { get; set; }

    /// <summary>What the server offered when the address was bound.</summary>
    public IReadOnlyList<XmlName> Offered { get; set; } = [];

    /// <summary>Whether the server acknowledges stanzas from here on (XEP-0198).</summary>
    public bool HasStreamManagement { get; set; }

    /// <summary>Stanzas that overtook the end of the negotiation.</summary>
    public List<Element> EarlyStanzas { get; } = [];

    public bool IsAuthenticated { get; set; }

    public ConnectionSecurity Security =>
        new(Stream.Transport.IsEncrypted, Stream.Transport.IsLoopback, IsAuthenticated);

    /// <summary>Opens a stream and reads what the server offers.</summary>
    public async Task<StreamFeatures> OpenAsync(CancellationToken cancellationToken)
    {
        await Stream.SendHeaderAsync(new StreamHeader { To = Options.Host }, cancellationToken).ConfigureAwait(false);
        var item = await Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (item.Kind != StreamItemKind.Header)
        {
            throw item.Kind == StreamItemKind.Close ? Closed() : Unexpected(item.Element!);
        }

        var features = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return StreamFeatures.IsFeatures(features) ? StreamFeatures.Parse(features) : throw Unexpected(features);
    }

    public ValueTask SendAsync(Element element, CancellationToken cancellationToken) =>
        Stream.SendAsync(element, cancellationToken);

    /// <summary>The next element.</summary>
    /// <exception cref="XmppConnectionException">The server ended the stream.</exception>
    public async Task<Element> ReadAsync(CancellationToken cancellationToken)
    {
        var item = await Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (item.Kind == StreamItemKind.Header)
        {
            throw new XmppConnectionException("The server opened the stream twice.");
        }

        var element = item.Element ?? throw Closed();
        return StreamError.IsError(element) ? throw StreamError.Parse(element).ToException() : element;
    }

    public static XmppConnectionException Unexpected(Element element) =>
        new($"The server sent <{element.Name.LocalName}/> in the middle of the login.");

    private static XmppConnectionException Closed() => new("The server closed the stream during the login.");
}
