using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// Something on its way to one user. Several sessions may hold it; when the last of them dies without having delivered it, it
/// goes back to the user's mailbox.
/// </summary>
internal sealed class Outgoing
{
    private static readonly XmlName DelayName = new(Namespaces.Delay, "delay");
    private int _holders;
    private volatile bool _delivered;

    private Outgoing(Element element, bool isStanza, bool isKept, DateTimeOffset at) =>
        (Element, IsStanza, IsKept, At) = (element, isStanza, isKept, at);

    public Element Element { get; }

    /// <summary>Whether stream management counts it (XEP-0198 §4).</summary>
    public bool IsStanza { get; }

    /// <summary>Whether it must not be lost: it waits for a user who is away.</summary>
    public bool IsKept { get; }

    /// <summary>When the sandbox accepted it.</summary>
    public DateTimeOffset At { get; }

    /// <summary>A message that waits for a user who is away.</summary>
    public static Outgoing Kept(Element stanza, DateTimeOffset at) => new(stanza, isStanza: true, isKept: true, at);

    /// <summary>A stanza that is worth something only now.</summary>
    public static Outgoing Live(Element stanza) => new(stanza, isStanza: true, isKept: false, default);

    /// <summary>An element of the stream itself.</summary>
    public static Outgoing Nonza(Element element) => new(element, isStanza: false, isKept: false, default);

    /// <summary>So many sessions are about to hold it.</summary>
    public void HoldBy(int sessions) => Volatile.Write(ref _holders, sessions);

    /// <summary>A session has delivered it; whoever else holds it may forget it.</summary>
    public void MarkDelivered() => _delivered = true;

    /// <summary>A session gives it up; true when nobody else holds it and nobody delivered it.</summary>
    public bool Release() => Interlocked.Decrement(ref _holders) == 0 && !_delivered;

    /// <summary>The same message with the time of its arrival (section 4.15), to be delivered later than that.</summary>
    public Outgoing Delayed(string server)
    {
        if (Element.Child(DelayName) is not null)
        {
            return this;
        }

        var stamp = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var delay = new Element(DelayName, null, new XmlAttribute("from", server), new XmlAttribute("stamp", stamp));
        return Kept(Element.WithElements([.. Element.Elements, delay]), At);
    }
}
