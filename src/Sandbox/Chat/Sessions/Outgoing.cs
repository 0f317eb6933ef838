using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>
/// Something on its way to one user. Several sessions may hold it; when the last of them dies without having delivered it, it
/// goes back to the user's mailbox.
/// </summary>
internal sealed class Outgoing
{
    private static readonly XmlName DelayName = new(Namespaces.Delay, "delay");
    private int _holders;
    private volatile bool _delivered;
    private Action? _whenOver;

    private Outgoing(Element element, bool isStanza, bool isKept, DateTimeOffset at, Predicate<ChatSession>? audience = null) =>
        (Element, IsStanza, IsKept, At, Audience) = (element, isStanza, isKept, at, audience);

    public Element Element { get; }

    /// <summary>Whether stream management counts it (XEP-0198 §4).</summary>
    public bool IsStanza { get; }

    /// <summary>Whether it must not be lost: it waits for a user who is away.</summary>
    public bool IsKept { get; }

    /// <summary>Whether stanzas behind it are counted.</summary>
    public bool StartsCounting { get; private init; }

    /// <summary>When the sandbox accepted it.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Which of the user's sessions may have it; null: all of them.</summary>
    public Predicate<ChatSession>? Audience { get; }

    /// <summary>A message that waits for a user who is away.</summary>
    public static Outgoing Kept(Element stanza, DateTimeOffset at, Predicate<ChatSession>? audience = null) =>
        new(stanza, isStanza: true, isKept: true, at, audience);

    /// <summary>A stanza that is worth something only now.</summary>
    public static Outgoing Live(Element stanza, Predicate<ChatSession>? audience = null) =>
        new(stanza, isStanza: true, isKept: false, default, audience);

    /// <summary>An element of the stream itself.</summary>
    public static Outgoing Nonza(Element element) => new(element, isStanza: false, isKept: false, default);

    /// <summary>The element behind which stream management counts.</summary>
    public static Outgoing CountingStart(Element enabled) =>
        new(enabled, isStanza: false, isKept: false, default) { StartsCounting = true };

    /// <summary>So many sessions are about to hold it.</summary>
    public void HoldBy(int sessions) => Volatile.Write(ref _holders, sessions);

    /// <summary>Who is told once that its way has ended.</summary>
    public void WhenOver(Action tell) => _whenOver = tell;

    /// <summary>A session has delivered it; whoever else holds it may forget it.</summary>
    public void MarkDelivered()
    {
        _delivered = true;
        GiveUp();
    }

    /// <summary>Nobody will deliver it.</summary>
    public void GiveUp() => Interlocked.Exchange(ref _whenOver, null)?.Invoke();

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
        return new Outgoing(Element.WithElements([.. Element.Elements, delay]), isStanza: true, isKept: true, At, Audience)
        {
            _whenOver = _whenOver,
        };
    }
}
