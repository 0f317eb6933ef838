using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0428: the body is only for clients that do not know an extension; others do not show it.</summary>
/// <param name="For">The namespace of that extension, if it is said.</param>
public sealed record Fallback(string? For = null) : IPayload<Fallback>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Fallback, "fallback");

    /// <inheritdoc />
    public static Fallback Parse(Element element) => new(element.Attribute("for"));

    /// <inheritdoc />
    public Element ToElement() => For is null ? new Element(Name) : new Element(Name, null, new XmlAttribute("for", For));
}
