using System.Globalization;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Privacy;

/// <summary>Privacy lists as XML (XEP-0016 §2.1). There is no roster, so items about its groups are refused.</summary>
internal static class PrivacyFormat
{
    public const string Namespace = "jabber:iq:privacy";

    /// <summary>Characters of a list's name; longer ones are refused.</summary>
    private const int MaxNameLength = 256;

    private static readonly (string Name, PrivacyTraffic Traffic)[] Kinds =
    [
        ("message", PrivacyTraffic.MessageIn),
        ("presence-in", PrivacyTraffic.PresenceIn),
        ("presence-out", PrivacyTraffic.PresenceOut),
        ("iq", PrivacyTraffic.IqIn),
    ];

    /// <summary>Reads a list with items.</summary>
    /// <exception cref="XmppFormatException">It has no usable name, an item is malformed, or two have the same place.</exception>
    public static PrivacyList Parse(Element list)
    {
        if (list.Attribute("name") is not { Length: > 0 and <= MaxNameLength } name)
        {
            throw new XmppFormatException("A privacy list has a name of up to 256 characters.");
        }

        var items = list.Elements.Select(ParseItem).OrderBy(item => item.Order).ToArray();
        if (items.DistinctBy(item => item.Order).Count() != items.Length)
        {
            throw new XmppFormatException("Two items have the same order.");
        }

        return new PrivacyList { Name = name, Items = [.. items] };
    }

    public static Element Write(PrivacyList list) =>
        new(new XmlName(Namespace, "list"), [new("name", list.Name)], [.. list.Items.Select(WriteItem)]);

    public static Element Named(string kind, string name) =>
        new(new XmlName(Namespace, kind), null, new XmlAttribute("name", name));

    private static PrivacyItem ParseItem(Element item)
    {
        if (item.Name != new XmlName(Namespace, "item")
            || !uint.TryParse(item.Attribute("order"), NumberStyles.None, CultureInfo.InvariantCulture, out var order))
        {
            throw new XmppFormatException("An item needs an order.");
        }

        var isDeny = item.Attribute("action") switch
        {
            "deny" => true,
            "allow" => false,
            _ => throw new XmppFormatException("An item allows or denies."),
        };
        var peer = (item.Attribute("type"), item.Attribute("value")) switch
        {
            ("jid", { Length: > 0 } value) when Jid.TryParse(value, out _) => value,
            (null, null) => null,
            _ => throw new XmppFormatException("An item is about an address, or about everybody."),
        };
        return new PrivacyItem(order, isDeny, peer, item.Elements.Count == 0 ? PrivacyTraffic.All : ParseTraffic(item));
    }

    private static PrivacyTraffic ParseTraffic(Element item)
    {
        var traffic = PrivacyTraffic.None;
        foreach (var child in item.Elements)
        {
            var kind = Array.Find(Kinds, kind => new XmlName(Namespace, kind.Name) == child.Name);
            traffic |= kind.Name is not null ? kind.Traffic : throw new XmppFormatException("An item names a kind that is none.");
        }

        return traffic;
    }

    private static Element WriteItem(PrivacyItem item)
    {
        var attributes = new List<XmlAttribute>();
        if (item.Peer is not null)
        {
            attributes.Add(new XmlAttribute("type", "jid"));
            attributes.Add(new XmlAttribute("value", item.Peer));
        }

        attributes.Add(new XmlAttribute("action", item.IsDeny ? "deny" : "allow"));
        attributes.Add(new XmlAttribute("order", item.Order.ToString(CultureInfo.InvariantCulture)));
        var kinds = item.Traffic == PrivacyTraffic.All
            ? []
            : Kinds.Where(kind => item.Traffic.HasFlag(kind.Traffic))
                .Select(kind => new Element(new XmlName(Namespace, kind.Name)));
        return new Element(new XmlName(Namespace, "item"), attributes.ToArray(), [.. kinds]);
    }
}
