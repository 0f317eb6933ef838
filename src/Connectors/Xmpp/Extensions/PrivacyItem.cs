using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0016 §2.1: what an item looks at.</summary>
public enum PrivacySubject
{
    /// <summary>Nothing: it holds for everybody.</summary>
    Anyone,

    /// <summary>The address of the other side; one without a resource stands for all of them.</summary>
    Address,

    /// <summary>A group of the roster.</summary>
    Group,

    /// <summary>The subscription in the roster: <c>both</c>, <c>to</c>, <c>from</c> or <c>none</c>.</summary>
    Subscription,
}

/// <summary>XEP-0016 §2.1: what an item stops or lets through.</summary>
[Flags]
public enum PrivacyStanzas
{
    /// <summary>Everything, in both directions.</summary>
    All = 0,

    /// <summary>Messages that come in.</summary>
    Messages = 1,

    /// <summary>IQ that come in.</summary>
    Iqs = 2,

    /// <summary>Presence that comes in.</summary>
    PresenceIn = 4,

    /// <summary>Presence that goes out.</summary>
    PresenceOut = 8,
}

/// <summary>XEP-0016 §2.1: one rule of a list.</summary>
/// <param name="Order">Lower numbers are looked at first; each occurs once in a list. The first item that fits decides.</param>
/// <param name="IsAllowed">Whether what fits is let through.</param>
/// <param name="Subject">What is looked at.</param>
/// <param name="Value">What must be there; null when nothing is looked at.</param>
/// <param name="Stanzas">What it is about.</param>
public sealed record PrivacyItem(
    uint Order,
    bool IsAllowed,
    PrivacySubject Subject = PrivacySubject.Anyone,
    string? Value = null,
    PrivacyStanzas Stanzas = PrivacyStanzas.All)
{
    internal static readonly XmlName Name = new(Namespaces.Privacy, "item");

    // In the order in which they are written.
    private static readonly (PrivacyStanzas Kind, string Name)[] Kinds =
    [
        (PrivacyStanzas.Messages, "message"),
        (PrivacyStanzas.PresenceIn, "presence-in"),
        (PrivacyStanzas.PresenceOut, "presence-out"),
        (PrivacyStanzas.Iqs, "iq"),
    ];

    internal static PrivacyItem Parse(Element element)
    {
        var subject = element.Attribute("type") switch
        {
            null => PrivacySubject.Anyone,
            "jid" => PrivacySubject.Address,
            "group" => PrivacySubject.Group,
            "subscription" => PrivacySubject.Subscription,
            _ => throw Wrong("type"),
        };
        var stanzas = PrivacyStanzas.All;
        foreach (var child in element.Elements)
        {
            stanzas |= Kinds.FirstOrDefault(k => child.Name == new XmlName(Namespaces.Privacy, k.Name)).Kind;
        }

        return new PrivacyItem(
            uint.TryParse(element.RequireAttribute("order"), NumberStyles.None, CultureInfo.InvariantCulture, out var order)
                ? order
                : throw Wrong("order"),
            element.RequireAttribute("action") switch { "allow" => true, "deny" => false, _ => throw Wrong("action") },
            subject,
            ParseValue(subject, element),
            stanzas);
    }

    internal Element ToElement()
    {
        var type = Subject switch
        {
            PrivacySubject.Anyone => null,
            PrivacySubject.Address => "jid",
            PrivacySubject.Group => "group",
            _ => "subscription",
        };
        return new Element(
                Name,
                [
                    new XmlAttribute("action", IsAllowed ? "allow" : "deny"),
                    new XmlAttribute("order", Order.ToString(CultureInfo.InvariantCulture)),
                ],
                [.. Kinds.Where(k => Stanzas.HasFlag(k.Kind)).Select(k => new Element(new XmlName(Namespaces.Privacy, k.Name)))])
            .WithAttribute("type", type)
            .WithAttribute("value", Value);
    }

    private static string? ParseValue(PrivacySubject subject, Element element) => subject switch
    {
        PrivacySubject.Anyone => null,
        PrivacySubject.Address => Stanza.RequireAddress(element, "value").ToString(),
        PrivacySubject.Group => element.RequireAttribute("value"),
        _ => element.RequireAttribute("value") is "both" or "to" or "from" or "none"
            ? element.RequireAttribute("value")
            : throw Wrong("value"),
    };

    private static XmppFormatException Wrong(string attribute) =>
        new($"<item/> has a '{attribute}' that privacy lists do not know.");
}
