using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp;

/// <summary>
/// A bound address at a server, on which stanzas are sent and requests answered. Its methods may be called concurrently.
/// </summary>
public interface IXmppSession
{
    /// <summary>The full address that the server assigned.</summary>
    Jid Address { get; }

    /// <summary>
    /// Whether the server offered this when the session began (RFC 6120 §4.3.2), for example XEP-0352's feature. What is not offered
    /// must not be sent.
    /// </summary>
    /// <exception cref="XmppConnectionException">There is no session.</exception>
    bool Offers(XmlName feature);

    /// <summary>
    /// Sends a stanza and waits until the server has acknowledged it (XEP-0198), or, where it does not offer that, until it is
    /// written. While a broken connection may still be resumed the stanza waits and leaves with the resumption. A cancelled wait
    /// does not take the stanza back.
    /// </summary>
    /// <exception cref="XmppFormatException">The stanza cannot be sent; nothing was.</exception>
    /// <exception cref="XmppConnectionException">
    /// There is no connection, or the session ended; then whether the stanza arrived is not known.
    /// </exception>
    Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default);

    /// <summary>Sends a stanza and waits only until it is written: for presence and chat states, which nobody misses.</summary>
    /// <exception cref="XmppFormatException">The stanza cannot be sent; nothing was.</exception>
    /// <exception cref="XmppConnectionException">There is no connection, or it ended.</exception>
    Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends something that is no stanza and that nobody counts, such as XEP-0352's <c>active</c>, and waits until it is written.
    /// </summary>
    /// <exception cref="XmppFormatException">The element cannot be sent; nothing was.</exception>
    /// <exception cref="XmppConnectionException">There is no connection, or it ended.</exception>
    Task PostAsync(Element element, CancellationToken cancellationToken = default);

    /// <summary>Sends a request and waits for its result, at most <see cref="XmppClientOptions.RequestTimeout"/>.</summary>
    /// <exception cref="XmppStanzaException">The peer refused.</exception>
    /// <exception cref="XmppConnectionException">No answer came in time, or the session ended.</exception>
    Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default);
}
