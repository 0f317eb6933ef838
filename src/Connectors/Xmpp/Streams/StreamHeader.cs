using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams;

/// <summary>RFC 6120 §4.7 and RFC 7395 §3.3: what opens a stream.</summary>
public sealed record StreamHeader
{
    /// <summary>Whom the stream is for: the host of the account's address.</summary>
    public string? To { get; init; }

    /// <summary>Who answers.</summary>
    public string? From { get; init; }

    /// <summary>The server's id of the stream.</summary>
    public string? Id { get; init; }

    internal static StreamHeader Parse(Element element) => new()
    {
        To = element.Attribute("to"),
        From = element.Attribute("from"),
        Id = element.Attribute("id"),
    };

    internal XmlAttribute[] ToAttributes()
    {
        var attributes = new List<XmlAttribute>();
        Add("to", To);
        Add("from", From);
        Add("id", Id);
        Add("version", "1.0");
        return [.. attributes];

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                attributes.Add(new XmlAttribute(name, value));
            }
        }
    }
}

/// <summary>What <see cref="XmlStream.ReadAsync"/> returns.</summary>
public enum StreamItemKind
{
    /// <summary>The peer opened the stream.</summary>
    Header,

    /// <summary>A stanza or another element.</summary>
    Element,

    /// <summary>The peer closed the stream properly; nothing follows.</summary>
    Close,
}

/// <summary>One thing that a peer sent.</summary>
public readonly record struct StreamItem
{
    private StreamItem(StreamItemKind kind, StreamHeader? header, Element? element) =>
        (Kind, Header, Element) = (kind, header, element);

    /// <summary>What it is.</summary>
    public StreamItemKind Kind { get; }

    /// <summary>Set for a <see cref="StreamItemKind.Header"/>.</summary>
    public StreamHeader? Header { get; }

    /// <summary>Set for an <see cref="StreamItemKind.Element"/>.</summary>
    public Element? Element { get; }

    internal static StreamItem Close => new(StreamItemKind.Close, null, null);

    internal static StreamItem Of(StreamHeader header) => new(StreamItemKind.Header, header, null);

    internal static StreamItem Of(Element element) => new(StreamItemKind.Element, null, element);
}
