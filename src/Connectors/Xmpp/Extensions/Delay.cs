using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0203: the stanza was kept for a while, and this is when it was sent.</summary>
/// <param name="Stamp">When it was sent.</param>
/// <param name="From">Who kept it, if that is said.</param>
public sealed record Delay(DateTimeOffset Stamp, Jid? From = null) : IPayload<Delay>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Delay, "delay");

    /// <inheritdoc />
    public static Delay Parse(Element element) =>
        new(element.RequireTimestamp("stamp"), Jid.TryParse(element.Attribute("from"), out var from) ? from : null);

    /// <inheritdoc />
    public Element ToElement()
    {
        var stamp = new XmlAttribute("stamp", Timestamps.Format(Stamp));
        return From is null ? new Element(Name, null, stamp) : new Element(Name, null, new XmlAttribute("from", From.ToString()), stamp);
    }
}
