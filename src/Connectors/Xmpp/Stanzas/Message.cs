namespace BotPlatform.Xmpp.Stanzas;

/// <summary>RFC 6121 §5.2.2: what a message is for.</summary>
public enum MessageType
{
    /// <summary>Outside a conversation; also what a missing or unknown type means.</summary>
    Normal,

    /// <summary>One to one.</summary>
    Chat,

    /// <summary>To or from a room.</summary>
    GroupChat,

    /// <summary>An alert that expects no answer.</summary>
    Headline,

    /// <summary>Our message came back with the reason.</summary>
    Error,
}

/// <summary>RFC 6121 §5: a message.</summary>
public sealed record Message : IStanza
{
    private static readonly XmlName MessageName = new(Namespaces.Client, "message");
    private static readonly XmlName BodyName = new(Namespaces.Client, "body");

    /// <inheritdoc />
    public Jid? From { get; init; }

    /// <inheritdoc />
    public Jid? To { get; init; }

    /// <inheritdoc />
    public string? Id { get; init; }

    /// <summary>What it is for.</summary>
    public MessageType Type { get; init; }

    /// <summary>Everything inside, in order; the body too.</summary>
    public IReadOnlyList<Element> Payloads { get; init; } = [];

    /// <summary>RFC 6121 §5.2.3: the text; null when there is no body.</summary>
    public string? Body => Payloads.FirstOrDefault(e => e.Name == BodyName)?.Text;

    /// <summary>The first payload of this kind, or null.</summary>
    /// <exception cref="XmppFormatException">There is one, but it lacks something that the protocol demands.</exception>
    public T? Get<T>()
        where T : class, IPayload<T> => Payloads.Find<T>();

    /// <summary>A copy with one more payload.</summary>
    public Message With<T>(T payload)
        where T : IPayload<T> => this with { Payloads = [.. Payloads, payload.ToElement()] };

    /// <summary>A copy with one more payload.</summary>
    public Message With(Element payload) => this with { Payloads = [.. Payloads, payload] };

    /// <summary>A copy with a body.</summary>
    public Message WithBody(string text) => With(new Element(BodyName, text));

    /// <summary>Reads a message.</summary>
    /// <exception cref="XmppFormatException">An address is wrong.</exception>
    public static Message Parse(Element element) => new()
    {
        From = Stanza.Address(element, "from"),
        To = Stanza.Address(element, "to"),
        Id = element.Attribute("id"),
        Type = element.Attribute("type") switch
        {
            "chat" => MessageType.Chat,
            "groupchat" => MessageType.GroupChat,
            "headline" => MessageType.Headline,
            "error" => MessageType.Error,
            _ => MessageType.Normal,
        },
        Payloads = element.Elements,
    };

    /// <inheritdoc />
    public Element ToElement() =>
        new(MessageName, Stanza.Attributes(From, To, Id, TypeText), [.. Payloads]);

    private string? TypeText => Type switch
    {
        MessageType.Chat => "chat",
        MessageType.GroupChat => "groupchat",
        MessageType.Headline => "headline",
        MessageType.Error => "error",
        _ => null,
    };
}
