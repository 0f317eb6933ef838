namespace BotPlatform.Xmpp.Stanzas;

/// <summary>RFC 6120 §8: a <see cref="Message"/>, a <see cref="Presence"/> or an <see cref="Iq"/>.</summary>
public interface IStanza
{
    /// <summary>Who sent it; null on what we send, because the server fills it in.</summary>
    Jid? From { get; }

    /// <summary>Whom it is for; null means our own server or account.</summary>
    Jid? To { get; }

    /// <summary>The sender's id; answers and errors repeat it.</summary>
    string? Id { get; }

    /// <summary>The element that goes over the wire.</summary>
    Element ToElement();
}

/// <summary>RFC 6120 §8: what the three kinds of stanza have in common on the wire.</summary>
public static class Stanza
{
    /// <summary>Reads a stanza; null when the element is none of the three kinds.</summary>
    /// <exception cref="XmppFormatException">An address or a type is wrong. It costs this stanza, not the stream.</exception>
    public static IStanza? TryParse(Element element) => element.Name switch
    {
        { Namespace: Namespaces.Client, LocalName: "message" } => Message.Parse(element),
        { Namespace: Namespaces.Client, LocalName: "presence" } => Presence.Parse(element),
        { Namespace: Namespaces.Client, LocalName: "iq" } => Iq.Parse(element),
        _ => null,
    };

    /// <summary>
    /// Whether our own account sent it: it, or our server in its name (RFC 6120 §8.1.2.1: also what has no sender). Another
    /// device of ours is not meant.
    /// </summary>
    public static bool IsFromAccount(this IStanza stanza, Jid self) => stanza.From is null || stanza.From == self.Bare;

    internal static Jid? Address(Element element, string attribute) => element.Attribute(attribute) switch
    {
        null => null,
        var text when Jid.TryParse(text, out var jid) => jid,
        _ => throw new XmppFormatException($"<{element.Name.LocalName}/> has a '{attribute}' that is no address."),
    };

    internal static Jid RequireAddress(Element element, string attribute) =>
        Address(element, attribute) ?? throw new XmppFormatException(
            $"<{element.Name.LocalName}/> has no '{attribute}' attribute.");

    internal static XmlAttribute[] Attributes(Jid? from, Jid? to, string? id, string? type)
    {
        Span<XmlAttribute> attributes = new XmlAttribute[4];
        var count = 0;
        Add(attributes, ref count, "from", from?.ToString());
        Add(attributes, ref count, "to", to?.ToString());
        Add(attributes, ref count, "id", id);
        Add(attributes, ref count, "type", type);
        return attributes[..count].ToArray();
    }

    private static void Add(Span<XmlAttribute> attributes, ref int count, string name, string? value)
    {
        if (value is not null)
        {
            attributes[count++] = new XmlAttribute(name, value);
        }
    }
}
