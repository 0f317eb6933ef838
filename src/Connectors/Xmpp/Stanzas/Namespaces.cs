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

    /// <summary>XEP-0333: chat markers (received, displayed).</summary>
    public const string ChatMarkers = "urn:xmpp:chat-markers:0";

    /// <summary>XEP-0184: delivery receipts.</summary>
    public const string Receipts = "urn:xmpp:receipts";

    /// <summary>XEP-0308: last message correction.</summary>
    public const string MessageCorrection = "urn:xmpp:message-correct:0";

    /// <summary>XEP-0424: message retraction.</summary>
    public const string MessageRetraction = "urn:xmpp:message-retract:1";

    /// <summary>XEP-0424 before version 0.4: message retraction inside a fastening.</summary>
    public const string MessageRetraction0 = "urn:xmpp:message-retract:0";

    /// <summary>XEP-0422: message fastening.</summary>
    public const string Fastening = "urn:xmpp:fasten:0";

    /// <summary>XEP-0428: fallback indication.</summary>
    public const string Fallback = "urn:xmpp:fallback:0";

    /// <summary>XEP-0444: message reactions.</summary>
    public const string Reactions = "urn:xmpp:reactions:0";

    /// <summary>XEP-0334: message processing hints.</summary>
    public const string Hints = "urn:xmpp:hints";

    /// <summary>XEP-0359: unique and stable stanza ids.</summary>
    public const string StanzaIds = "urn:xmpp:sid:0";

    /// <summary>XEP-0066: a URL beside a message.</summary>
    public const string OutOfBand = "jabber:x:oob";

    /// <summary>XEP-0045: multi-user chat, what somebody who joins says.</summary>
    public const string Rooms = "http://jabber.org/protocol/muc";

    /// <summary>XEP-0045: multi-user chat, what the room says about an occupant.</summary>
    public const string RoomUser = "http://jabber.org/protocol/muc#user";

    /// <summary>XEP-0045: multi-user chat, configuration.</summary>
    public const string RoomOwner = "http://jabber.org/protocol/muc#owner";

    /// <summary>XEP-0045: the form type of a room's configuration.</summary>
    public const string RoomConfiguration = "http://jabber.org/protocol/muc#roomconfig";

    /// <summary>XEP-0012: last activity.</summary>
    public const string LastActivity = "jabber:iq:last";

    /// <summary>XEP-0016: privacy lists.</summary>
    public const string Privacy = "jabber:iq:privacy";

    /// <summary>XEP-0191: blocking command.</summary>
    public const string Blocking = "urn:xmpp:blocking";

    /// <summary>XEP-0191: the condition of what was sent to somebody whom we blocked.</summary>
    public const string BlockingErrors = "urn:xmpp:blocking:errors";

    /// <summary>XEP-0092: software version.</summary>
    public const string Version = "jabber:iq:version";

    /// <summary>XEP-0313: message archive management.</summary>
    public const string Archive = "urn:xmpp:mam:2";

    /// <summary>XEP-0059: result set management.</summary>
    public const string ResultSets = "http://jabber.org/protocol/rsm";

    /// <summary>XEP-0004: data forms.</summary>
    public const string DataForms = "jabber:x:data";

    /// <summary>XEP-0352: client state indication.</summary>
    public const string ClientState = "urn:xmpp:csi:0";

    /// <summary>XEP-0030: service discovery, what somebody is and can do.</summary>
    public const string DiscoInfo = "http://jabber.org/protocol/disco#info";

    /// <summary>XEP-0030: service discovery, what somebody has.</summary>
    public const string DiscoItems = "http://jabber.org/protocol/disco#items";

    /// <summary>XEP-0115: entity capabilities.</summary>
    public const string Capabilities = "http://jabber.org/protocol/caps";
}
