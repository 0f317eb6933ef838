using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace BotPlatform.Xmpp.Stanzas;

/// <summary>Writes an <see cref="Element"/> as UTF-8.</summary>
public static class ElementWriter
{
    private static readonly SearchValues<char> SpecialInText =
        SearchValues.Create("<>&\r" + string.Concat(Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r'))
            .Select(c => (char)c)) + "\uFFFE\uFFFF");

    private static readonly SearchValues<char> SpecialInAttributes =
        SearchValues.Create("<>&\"" + string.Concat(Enumerable.Range(0, 32).Select(c => (char)c)) + "\uFFFE\uFFFF");

    private static readonly SearchValues<char> NotInNames =
        SearchValues.Create(" \t\r\n<>&\"'/=" + string.Concat(Enumerable.Range(0, 32).Select(c => (char)c)) + "\uFFFE\uFFFF");

    /// <summary>Writes the element. Nothing is written that the reader would refuse.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="element">What.</param>
    /// <param name="defaultNamespace">The namespace that needs no declaration here: that of the stream over TCP, none in a
    /// WebSocket frame.</param>
    /// <param name="streamPrefixIsDeclared">Whether <c>stream:</c> was declared by the stream header.</param>
    /// <exception cref="XmppFormatException">A text or a name holds a character that XML cannot carry. What was written until
    /// then is of no use.</exception>
    public static void Write(
        IBufferWriter<byte> output, Element element, string defaultNamespace = "", bool streamPrefixIsDeclared = false)
    {
        if (element.Name.Namespace != Namespaces.Stream)
        {
            WriteElement(output, element, defaultNamespace);
            return;
        }

        // RFC 6120 §4.8.5: the stream's own elements keep their prefix; clients look for it (section 3.2).
        Raw(output, "<stream:"u8);
        Name(output, element.Name.LocalName);
        if (!streamPrefixIsDeclared)
        {
            Raw(output, " xmlns:stream=\""u8);
            Escaped(output, Namespaces.Stream, SpecialInAttributes);
            Raw(output, "\""u8);
        }

        WriteAttributes(output, element);
        Raw(output, ">"u8);
        WriteContent(output, element, defaultNamespace);
        Raw(output, "</stream:"u8);
        Name(output, element.Name.LocalName);
        Raw(output, ">"u8);
    }

    /// <summary>RFC 6120 §4.2: the open tag of a stream, with the namespaces that hold inside it.</summary>
    internal static void WriteStreamOpenTag(IBufferWriter<byte> output, Element stream)
    {
        Raw(output, "<?xml version='1.0'?><stream:stream xmlns=\"jabber:client\" xmlns:stream=\""u8);
        Escaped(output, Namespaces.Stream, SpecialInAttributes);
        Raw(output, "\""u8);
        WriteAttributes(output, stream);
        Raw(output, ">"u8);
    }

    /// <summary>The XML of one element that stands for itself.</summary>
    /// <exception cref="XmppFormatException">A text or a name holds a character that XML cannot carry.</exception>
    public static string ToText(Element element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, element);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteElement(IBufferWriter<byte> output, Element element, string parentNamespace)
    {
        var (ns, localName) = element.Name;
        Raw(output, "<"u8);
        Name(output, localName);
        if (ns != parentNamespace)
        {
            Raw(output, " xmlns=\""u8);
            Escaped(output, ns, SpecialInAttributes);
            Raw(output, "\""u8);
        }

        WriteAttributes(output, element);
        if (element.IsEmpty)
        {
            Raw(output, "/>"u8);
            return;
        }

        Raw(output, ">"u8);
        WriteContent(output, element, ns);
        Raw(output, "</"u8);
        Name(output, localName);
        Raw(output, ">"u8);
    }

    private static void WriteContent(IBufferWriter<byte> output, Element element, string ns)
    {
        foreach (var node in element.MixedContent)
        {
            if (node is string text)
            {
                Escaped(output, text, SpecialInText);
            }
            else
            {
                WriteElement(output, (Element)node, ns);
            }
        }

        if (!element.MixedContent.IsEmpty)
        {
            return;
        }

        Escaped(output, element.Text, SpecialInText);
        foreach (var child in element.Elements)
        {
            WriteElement(output, child, ns);
        }
    }

    private static void WriteAttributes(IBufferWriter<byte> output, Element element)
    {
        var prefixes = 0;
        foreach (var (name, value) in element.AttributeSpan)
        {
            if (name is ['{', .. var expanded] && expanded.IndexOf('}', StringComparison.Ordinal) is > 0 and var end)
            {
                var prefix = $"a{prefixes++}";
                Attribute(output, $"xmlns:{prefix}", expanded[..end]);
                Attribute(output, $"{prefix}:{expanded[(end + 1)..]}", value);
            }
            else
            {
                Attribute(output, name, value);
            }
        }
    }

    private static void Attribute(IBufferWriter<byte> output, string name, string value)
    {
        Raw(output, " "u8);
        Name(output, name);
        Raw(output, "=\""u8);
        Escaped(output, value, SpecialInAttributes);
        Raw(output, "\""u8);
    }

    private static void Name(IBufferWriter<byte> output, string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(NotInNames) || name[0] is (>= '0' and <= '9') or '-' or '.')
        {
            throw new XmppFormatException("A name cannot be written as XML.");
        }

        Utf8Bytes(output, name);
    }

    private static void Escaped(IBufferWriter<byte> output, ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var plain = text.IndexOfAny(special);
            if (plain < 0)
            {
                Utf8Bytes(output, text);
                return;
            }

            Utf8Bytes(output, text[..plain]);
            Raw(output, text[plain] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#13;"u8,
                '\n' => "&#10;"u8,
                '\t' => "&#9;"u8,
                _ => throw new XmppFormatException("A text holds a character that XML cannot carry."),
            });
            text = text[(plain + 1)..];
        }
    }

    private static void Utf8Bytes(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var target = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        if (Utf8.FromUtf16(text, target, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new XmppFormatException("A text holds half a surrogate pair, which XML cannot carry.");
        }

        output.Advance(written);
    }

    private static void Raw(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
