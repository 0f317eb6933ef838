namespace BotPlatform.Xmpp.Stanzas;

/// <summary>The XML namespaces that this library speaks, each written once.</summary>
public static class Namespaces
{
    /// <summary>RFC 6120 §4.8.2: stanzas between client and server.</summary>
    public const string Client = "jabber:client";

    /// <summary>RFC 6120 §4.8.1: the stream element, its features and its errors.</summary>
    public const string Stream = "http://etherx.jabber.org/streams";

    /// <summary>RFC 6120 §4.9.3: conditions of stream errors.</summary>
    public const string StreamErrors = "urn:ietf:params:xml:ns:xmpp-streams";

    /// <summary>RFC 6120 §8.3.3: conditions of stanza errors.</summary>
    public const string StanzaErrors = "urn:ietf:params:xml:ns:xmpp-stanzas";

    /// <summary>RFC 6120 §5: STARTTLS.</summary>
    public const string Tls = "urn:ietf:params:xml:ns:xmpp-tls";

    /// <summary>RFC 6120 §6: SASL.</summary>
    public const string Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";

    /// <summary>RFC 6120 §7: resource binding.</summary>
    public const string Bind = "urn:ietf:params:xml:ns:xmpp-bind";

    /// <summary>RFC 3921 §3: session establishment; servers still offer it, RFC 6121 made it a no-op.</summary>
    public const string Session = "urn:ietf:params:xml:ns:xmpp-session";

    /// <summary>RFC 7395 §3: <c>open</c> and <c>close</c> over WebSocket.</summary>
    public const string Framing = "urn:ietf:params:xml:ns:xmpp-framing";

    /// <summary>XEP-0199: ping.</summary>
    public const string Ping = "urn:xmpp:ping";

    /// <summary>XEP-0198: stream management.</summary>
    public const string StreamManagement = "urn:xmpp:sm:3";

    /// <summary>XEP-0280: carbon copies.</summary>
    public const string Carbons = "urn:xmpp:carbons:2";

    /// <summary>XEP-0297: forwarded stanzas.</summary>
    public const string Forward = "urn:xmpp:forward:0";

    /// <summary>XEP-0203: delayed delivery.</summary>
    public const string Delay = "urn:xmpp:delay";

    /// <summary>XEP-0085: chat states ("is typing").</summary>
    public const string ChatStates = "http://jabber.org/protocol/chatstates";
}
