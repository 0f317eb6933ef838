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

    /// <summary>The first payload of this kind, or null.</summary>
    /// <exception cref="XmppFormatException">There is one, but it lacks something that the protocol demands.</exception>
    public T? Get<T>()
        where T : class, IPayload<T> => Payloads.Find<T>();

    /// <summary>A copy with one more payload.</summary>
    public Presence With<T>(T payload)
        where T : IPayload<T> => With(payload.ToElement());

    /// <summary>A copy with one more payload.</summary>
    public Presence With(Element payload) => this with { Payloads = [.. Payloads, payload] };

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
