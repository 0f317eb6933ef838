using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0359: the id that an archive or a room gave to a message.</summary>
/// <param name="Id">The id, unique within <paramref name="By"/>.</param>
/// <param name="By">Who gave it, or so it says: see <see cref="StanzaIds.GetStanzaId"/>.</param>
public sealed record StanzaId(string Id, Jid By) : IPayload<StanzaId>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.StanzaIds, "stanza-id");

    /// <inheritdoc />
    public static StanzaId Parse(Element element) => new(element.RequireAttribute("id"), Stanza.RequireAddress(element, "by"));

    /// <inheritdoc />
    public Element ToElement() => new(Name, null, new XmlAttribute("id", Id), new XmlAttribute("by", By.ToString()));
}

/// <summary>XEP-0359: the id that the sender's client gave to a message.</summary>
public sealed record OriginId(string Id) : IPayload<OriginId>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.StanzaIds, "origin-id");

    /// <inheritdoc />
    public static OriginId Parse(Element element) => new(element.RequireAttribute("id"));

    /// <inheritdoc />
    public Element ToElement() => new(Name, null, new XmlAttribute("id", Id));
}

/// <summary>XEP-0359: unique and stable stanza ids.</summary>
public static class StanzaIds
{
    /// <summary>The id that <paramref name="by"/> gave to the message, or null.</summary>
    /// <param name="message">What was received; others may have put their own ids into it.</param>
    /// <param name="by">
    /// Our own bare address or that of the room. Only who says in its service discovery that it gives ids removes forged
    /// ones, so ask for no others.
    /// </param>
    /// <exception cref="XmppFormatException">There is such an element, but without an id.</exception>
    public static string? GetStanzaId(this Message message, Jid by)
    {
        var element = message.Payloads.FirstOrDefault(
            e => e.Name == StanzaId.Name && Jid.TryParse(e.Attribute("by"), out var giver) && giver == by);
        return element?.RequireAttribute("id");
    }
}
