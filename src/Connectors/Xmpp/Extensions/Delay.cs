using System.Globalization;
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
    public static Delay Parse(Element element)
    {
        // XEP-0082 dates are a subset of what is read here.
        if (!DateTimeOffset.TryParse(
            element.RequireAttribute("stamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stamp))
        {
            throw new XmppFormatException("<delay/> has a 'stamp' that is no time.");
        }

        return new Delay(stamp, Jid.TryParse(element.Attribute("from"), out var from) ? from : null);
    }

    /// <inheritdoc />
    public Element ToElement()
    {
        var stamp = new XmlAttribute(
            "stamp", Stamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        return From is null ? new Element(Name, null, stamp) : new Element(Name, null, new XmlAttribute("from", From.ToString()), stamp);
    }
}
