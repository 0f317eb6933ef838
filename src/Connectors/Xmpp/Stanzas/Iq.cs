namespace BotPlatform.Xmpp.Stanzas;

/// <summary>RFC 6120 §8.2.3: the four kinds of IQ.</summary>
public enum IqType
{
    /// <summary>A question.</summary>
    Get,

    /// <summary>A request to change something.</summary>
    Set,

    /// <summary>The answer.</summary>
    Result,

    /// <summary>The refusal.</summary>
    Error,
}

/// <summary>RFC 6120 §8.2.3: a request or its answer.</summary>
public sealed record Iq : IStanza
{
    private static readonly XmlName IqName = new(Namespaces.Client, "iq");

    /// <inheritdoc />
    public Jid? From { get; init; }

    /// <inheritdoc />
    public Jid? To { get; init; }

    /// <inheritdoc />
    public string? Id { get; init; }

    /// <summary>Request or answer.</summary>
    public required IqType Type { get; init; }

    /// <summary>The question or the answer; an error stanza may repeat the question here.</summary>
    public Element? Payload { get; init; }

    /// <summary>Why it was refused; only in an <see cref="IqType.Error"/>.</summary>
    public StanzaError? Error { get; init; }

    /// <summary>Whether an answer is owed.</summary>
    public bool IsRequest => Type is IqType.Get or IqType.Set;

    /// <summary>The payload if it is of this kind, else null.</summary>
    /// <exception cref="XmppFormatException">It is, but lacks something that the protocol demands.</exception>
    public T? Get<T>()
        where T : class, IPayload<T> => Payload?.Name == T.Name ? T.Parse(Payload) : null;

    /// <summary>The payload of an answer that must be of this kind.</summary>
    /// <exception cref="XmppFormatException">It is of another kind, or lacks something that the protocol demands.</exception>
    public T Require<T>()
        where T : class, IPayload<T> => Get<T>() ?? throw new XmppFormatException($"<iq/> has no <{T.Name.LocalName}/>.");

    /// <summary>The answer to this request.</summary>
    public Iq ToResult(Element? payload = null) =>
        new() { Type = IqType.Result, Id = Id, To = From, From = To, Payload = payload };

    /// <summary>The refusal of this request.</summary>
    public Iq ToError(StanzaError error) =>
        new() { Type = IqType.Error, Id = Id, To = From, From = To, Payload = Payload, Error = error };

    /// <summary>Reads an IQ.</summary>
    /// <exception cref="XmppFormatException">It has no id, no valid type, or a wrong address.</exception>
    public static Iq Parse(Element element)
    {
        var type = element.RequireAttribute("type") switch
        {
            "get" => IqType.Get,
            "set" => IqType.Set,
            "result" => IqType.Result,
            "error" => IqType.Error,
            _ => throw new XmppFormatException("<iq/> has a 'type' other than get, set, result and error."),
        };
        return new Iq
        {
            From = Stanza.Address(element, "from"),
            To = Stanza.Address(element, "to"),
            Id = element.RequireAttribute("id"),
            Type = type,
            Payload = element.Elements.FirstOrDefault(e => type != IqType.Error || e.Name.LocalName != "error"),
            Error = type == IqType.Error ? StanzaError.Parse(element) : null,
        };
    }

    /// <inheritdoc />
    public Element ToElement()
    {
        var type = Type switch
        {
            IqType.Get => "get",
            IqType.Set => "set",
            IqType.Result => "result",
            _ => "error",
        };
        var attributes = Stanza.Attributes(From, To, Id, type);
        return (Payload, Error) switch
        {
            ({ } payload, { } error) => new Element(IqName, attributes, payload, error.ToElement()),
            ({ } payload, null) => new Element(IqName, attributes, payload),
            (null, { } error) => new Element(IqName, attributes, error.ToElement()),
            _ => new Element(IqName, attributes),
        };
    }
}
