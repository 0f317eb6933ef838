using System.Diagnostics.CodeAnalysis;

namespace BotPlatform.Xmpp.Stanzas;

/// <summary>
/// An XML element as XMPP uses it: a name, attributes, and text or child elements. Immutable, so that one element can be sent to
/// many sessions.
/// </summary>
/// <remarks>
/// Not <c>XElement</c>, for two reasons that were measured (<c>docs/decisions/0002-own-element-type.md</c>): it takes half the
/// memory, and <c>XName</c> keeps every name that it ever saw, so that a peer who invents element names makes a process grow
/// for ever.
/// </remarks>
public sealed class Element
{
    private readonly XmlAttribute[] _attributes;

    // null: empty; string: only text; Element[]: only elements; object[]: both, in document order.
    private readonly object? _content;

    /// <summary>An element with text, which may be empty.</summary>
    public Element(XmlName name, string? text = null, params ReadOnlySpan<XmlAttribute> attributes)
    {
        Name = name;
        _attributes = attributes.ToArray();
        _content = string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>An element with child elements.</summary>
    public Element(XmlName name, ReadOnlySpan<XmlAttribute> attributes, params ReadOnlySpan<Element> children)
        : this(children.Length == 0 ? null : children.ToArray(), name, attributes.ToArray())
    {
    }

    private Element(object? content, XmlName name, XmlAttribute[] attributes)
    {
        Name = name;
        _attributes = attributes;
        _content = content;
    }

    /// <summary>The namespace and the local name.</summary>
    public XmlName Name { get; }

    /// <summary>In the order in which they were written. Namespace declarations are not among them.</summary>
    public IReadOnlyList<XmlAttribute> Attributes => _attributes;

    /// <summary>The child elements in document order.</summary>
    public IReadOnlyList<Element> Elements => _content switch
    {
        Element[] elements => elements,
        object[] mixed => [.. mixed.OfType<Element>()],
        _ => [],
    };

    /// <summary>The character data directly inside, without that of the children; empty if there is none.</summary>
    public string Text => _content switch
    {
        string text => text,
        object[] mixed and not Element[] => string.Concat(mixed.OfType<string>()),
        _ => "",
    };

    internal bool IsEmpty => _content is null;

    internal ReadOnlySpan<XmlAttribute> AttributeSpan => _attributes;

    /// <summary>
    /// Text pieces and child elements in document order: each is a <see cref="string"/> or an <see cref="Element"/>.
    /// </summary>
    internal ReadOnlySpan<object> MixedContent => _content is object[] mixed and not Element[]? mixed : [];

    /// <summary>The value of the attribute, or null when there is no such attribute.</summary>
    public string? Attribute(string name)
    {
        foreach (var attribute in _attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>The value of an attribute that the protocol demands.</summary>
    /// <exception cref="XmppFormatException">There is no such attribute.</exception>
    public string RequireAttribute(string name) =>
        Attribute(name) ?? throw new XmppFormatException($"<{Name.LocalName}/> has no '{name}' attribute.");

    /// <summary>The first child element with this name, or null.</summary>
    public Element? Child(XmlName name)
    {
        if (_content is object[] children)
        {
            foreach (var child in children)
            {
                if (child is Element element && element.Name == name)
                {
                    return element;
                }
            }
        }

        return null;
    }

    /// <summary>The first child element with this local name in the same namespace as this element, or null.</summary>
    public Element? Child(string localName) => Child(new XmlName(Name.Namespace, localName));

    /// <summary>A copy with one attribute set, in its old place or at the end; a null value removes it.</summary>
    public Element WithAttribute(string name, string? value)
    {
        var attributes = new List<XmlAttribute>(_attributes.Length + 1);
        var placed = value is null;
        foreach (var attribute in _attributes)
        {
            if (attribute.Name != name)
            {
                attributes.Add(attribute);
            }
            else if (!placed)
            {
                attributes.Add(new XmlAttribute(name, value!));
                placed = true;
            }
        }

        if (!placed)
        {
            attributes.Add(new XmlAttribute(name, value!));
        }

        return new Element(_content, Name, [.. attributes]);
    }

    /// <summary>A copy with other child elements; text is dropped.</summary>
    public Element WithElements(params ReadOnlySpan<Element> children) => new(Name, _attributes, children);

    /// <summary>For the parser, which gives its arrays away.</summary>
    internal static Element Own(XmlName name, XmlAttribute[] attributes, object? content) => new(content, name, attributes);

    /// <summary>The XML of this element, with its namespace declared, as it would be sent in a WebSocket frame.</summary>
    /// <exception cref="XmppFormatException">A text or a name holds a character that XML cannot carry.</exception>
    public override string ToString() => ElementWriter.ToText(this);

    /// <summary>Reads one element from text. For tests and tools; connections use <see cref="ElementParser"/>.</summary>
    /// <exception cref="XmppFormatException">The text is not one well-formed element of the XML that XMPP allows.</exception>
    public static Element Parse([StringSyntax(StringSyntaxAttribute.Xml)] string xml) => ElementParser.ParseText(xml);
}
