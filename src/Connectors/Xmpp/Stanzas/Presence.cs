namespace BotPlatform.Xmpp.Stanzas;

/// <summary>RFC 6121 §4: "I am here", or not.</summary>
public sealed record Presence : IStanza
{
    private static readonly XmlName PresenceName = new(Namespaces.Client, "presence");

    /// <inheritdoc />
    public Jid? From { get; init; }

    /// <inheritdoc />
    public Jid? To { get; init; }

    /// <inheritdoc />
    public string? Id { get; init; }

    /// <summary>RFC 6121 §4.7.1: null means available; else for example <c>unavailable</c> or <c>error</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Everything inside, in order.</summary>
    public IReadOnlyList<Element> Payloads { get; init; } = [];

    /// <summary>Reads a presence.</summary>
    /// <exception cref="XmppFormatException">An address is wrong.</exception>
    public static Presence Parse(Element element) => new()
    {
        From = Stanza.Address(element, "from"),
        To = Stanza.Address(element, "to"),
        Id = element.Attribute("id"),
        Type = element.Attribute("type"),
        Payloads = element.Elements,
    };

    /// <inheritdoc />
    public Element ToElement() => new(PresenceName, Stanza.Attributes(From, To, Id, Type), [.. Payloads]);
}
