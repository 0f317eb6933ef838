using System.Text;

namespace BotPlatform.Xmpp.Stanzas;

/// <summary>
/// Builds an <see cref="Element"/> from the bytes of one complete element. Reads only the XML that XMPP allows (RFC 6120 §11.1):
/// comments, processing instructions, document types and undefined entities are errors, and nothing is ever expanded.
/// </summary>
/// <remarks>Not thread-safe: one parser a stream, so that names and addresses that come again are one string each.</remarks>
public sealed class ElementParser
{
    private readonly XmlLimits _limits;
    private readonly Utf8StringCache _strings = Utf8StringCache.Shared;
    private readonly NamespaceScope _scope;
    private readonly List<object> _nodes = [];
    private readonly List<XmlAttribute> _attributes = [];
    private readonly Stack<OpenElement> _open = new();

    /// <summary>A parser of elements that stand for themselves, as in WebSocket frames.</summary>
    public ElementParser(XmlLimits? limits = null)
    {
        _limits = limits ?? XmlLimits.Default;
        _scope = new NamespaceScope(_strings);
    }

    /// <summary>Reads one element from text.</summary>
    /// <exception cref="XmppFormatException">It is not one well-formed element of the XML that XMPP allows.</exception>
    public static Element ParseText(string xml) =>
        new ElementParser(new XmlLimits { MaxBytes = int.MaxValue }).Parse(Encoding.UTF8.GetBytes(xml));

    /// <summary>
    /// Reads the open tag of a stream (RFC 6120 §4.2), without content. The namespaces that it declares hold for every element
    /// that is parsed afterwards.
    /// </summary>
    /// <exception cref="XmppFormatException">It is not a well-formed tag.</exception>
    public Element ParseStreamHeader(ReadOnlySpan<byte> xml)
    {
        Reset();
        _scope.ResetStream();
        var cursor = new XmlCursor(xml);
        cursor.SkipWhitespace();
        cursor.Expect((byte)'<');
        ReadStartTag(ref cursor);
        _scope.KeepForStream();
        var header = _open.Pop();
        return Element.Own(header.Name, header.Attributes, content: null);
    }

    /// <summary>Reads one complete element; white space around it is skipped.</summary>
    /// <exception cref="XmppFormatException">It is not exactly one well-formed element, or breaks a limit.</exception>
    public Element Parse(ReadOnlySpan<byte> xml)
    {
        if (xml.Length > _limits.MaxBytes)
        {
            throw XmlErrors.TooLarge(_limits.MaxBytes);
        }

        Reset();
        var cursor = new XmlCursor(xml);
        cursor.SkipWhitespace();
        cursor.Expect((byte)'<');
        var root = ReadTree(ref cursor);
        cursor.SkipWhitespace();
        if (!cursor.AtEnd)
        {
            throw XmlErrors.NotWellFormed("something follows the element");
        }

        return root;
    }

    private Element ReadTree(ref XmlCursor cursor)
    {
        // The caller has read the first '<'.
        while (true)
        {
            Element? closed = null;
            switch (cursor.Peek())
            {
                case (byte)'/':
                    closed = ReadEndTag(ref cursor);
                    break;
                case (byte)'!':
                    cursor.ExpectCdata();
                    _nodes.Add(XmlText.CharacterData(cursor.ReadUntil("]]>"u8)));
                    break;
                case (byte)'?':
                    throw XmlErrors.Restricted("a processing instruction");
                default:
                    if (ReadStartTag(ref cursor))
                    {
                        closed = CloseInnermost();
                    }

                    break;
            }

            if (closed is not null)
            {
                if (_open.Count == 0)
                {
                    return closed;
                }

                _nodes.Add(closed);
            }

            var text = cursor.ReadUntil((byte)'<');
            if (!text.IsEmpty)
            {
                _nodes.Add(XmlText.Content(text, _strings));
            }
        }
    }

    /// <summary>Reads from behind '&lt;' and opens the element; true when it is empty (<c>/&gt;</c>).</summary>
    private bool ReadStartTag(ref XmlCursor cursor)
    {
        if (_open.Count == _limits.MaxDepth)
        {
            throw XmlErrors.TooDeep(_limits.MaxDepth);
        }

        var rawName = cursor.ReadName();
        _scope.Open();
        _attributes.Clear();
        var hasPrefixes = false;
        var count = 0;
        bool isEmpty;
        while (!cursor.TryReadTagEnd(out isEmpty))
        {
            if (++count > _limits.MaxAttributes)
            {
                throw XmlErrors.TooManyAttributes(_limits.MaxAttributes);
            }

            var name = cursor.ReadName();
            var value = cursor.ReadAttributeValue();
            if (name.StartsWith("xmlns"u8) && (name.Length == 5 || name[5] == ':'))
            {
                _scope.Declare(name.Length == 5 ? [] : name[6..], XmlText.AttributeValue(value, _strings, reuse: true));
                continue;
            }

            // Types and addresses come again and again, ids do not.
            var attribute = _strings.Get(name);
            hasPrefixes |= name.Contains((byte)':');
            Add(new XmlAttribute(
                attribute, XmlText.AttributeValue(value, _strings, reuse: attribute is "from" or "to" or "type")));
        }

        if (hasPrefixes)
        {
            ResolveAttributes();
        }

        _open.Push(new OpenElement(
            _scope.Resolve(rawName), cursor.OffsetOf(rawName), rawName.Length, [.. _attributes], _nodes.Count));
        return isEmpty;
    }

    private void Add(XmlAttribute attribute)
    {
        foreach (var other in _attributes)
        {
            if (other.Name == attribute.Name)
            {
                throw XmlErrors.NotWellFormed("an attribute stands twice in one tag");
            }
        }

        _attributes.Add(attribute);
    }

    private void ResolveAttributes()
    {
        var written = _attributes.ToArray();
        _attributes.Clear();
        foreach (var attribute in written)
        {
            Add(attribute with { Name = _scope.ResolveAttribute(attribute.Name) });
        }
    }

    private Element ReadEndTag(ref XmlCursor cursor)
    {
        cursor.Expect((byte)'/');
        var open = _open.Peek();
        cursor.Expect(cursor.Slice(open.NameOffset, open.NameLength), "an end tag does not match its start tag");
        cursor.SkipWhitespace();
        cursor.Expect((byte)'>');
        return CloseInnermost();
    }

    private Element CloseInnermost()
    {
        var open = _open.Pop();
        _scope.Close();
        var content = TakeContent(open.FirstNode);
        return Element.Own(open.Name, open.Attributes, content);
    }

    private object? TakeContent(int first)
    {
        var count = _nodes.Count - first;
        if (count == 0)
        {
            return null;
        }

        var nodes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes)[first..];
        object? content;
        if (count == 1 && nodes[0] is string text)
        {
            content = text;
        }
        else if (XmlText.IsAmong(nodes))
        {
            content = XmlText.MergeNeighbours(nodes);
        }
        else
        {
            var elements = new Element[count];
            for (var i = 0; i < count; i++)
            {
                elements[i] = (Element)nodes[i];
            }

            content = elements;
        }

        _nodes.RemoveRange(first, count);
        return content;
    }

    private void Reset()
    {
        // An element that failed half-way leaves its traces.
        _nodes.Clear();
        _open.Clear();
        _scope.Reset();
    }

    private readonly record struct OpenElement(
        XmlName Name, int NameOffset, int NameLength, XmlAttribute[] Attributes, int FirstNode);
}
