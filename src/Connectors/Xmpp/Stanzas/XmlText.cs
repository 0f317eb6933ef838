using System.Buffers;
using System.Text;

namespace BotPlatform.Xmpp.Stanzas;

/// <summary>Character data and attribute values: unescaping, and the characters that XML 1.0 §2.2 allows.</summary>
internal static class XmlText
{
    private const int ReusableBytes = 2;   // flags such as "1", which are on nearly every message

    // What needs a closer look: references, line breaks, control characters, and ']', which may begin a ']]>'.
    private static readonly SearchValues<byte> SpecialInContent =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b is not ('\t' or '\n')).Select(b => (byte)b), .. "&]"u8]);

    // White space is normalised here, and '<' is not allowed.
    private static readonly SearchValues<byte> SpecialInAttributes =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b), .. "&<"u8]);

    public static string Content(ReadOnlySpan<byte> utf8, Utf8StringCache strings)
    {
        if (utf8.ContainsAny(SpecialInContent))
        {
            return utf8.IndexOf("]]>"u8) < 0
                ? Unescape(utf8, references: true, attribute: false)
                : throw XmlErrors.NotWellFormed("']]>' stands in a text");
        }

        return utf8.Length <= ReusableBytes ? strings.Get(utf8) : Decode(utf8);
    }

    public static string CharacterData(ReadOnlySpan<byte> utf8) => Unescape(utf8, references: false, attribute: false);

    public static string AttributeValue(ReadOnlySpan<byte> utf8, Utf8StringCache strings, bool reuse)
    {
        if (utf8.ContainsAny(SpecialInAttributes))
        {
            return utf8.Contains((byte)'<')
                ? throw XmlErrors.NotWellFormed("an attribute value holds '<'")
                : Unescape(utf8, references: true, attribute: true);
        }

        return reuse ? Checked(strings.Get(utf8)) : Decode(utf8);
    }

    /// <summary>Whether one of the nodes is text.</summary>
    public static bool IsAmong(ReadOnlySpan<object> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is string)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes one text of texts that stand side by side; a text alone if there are no elements.</summary>
    public static object? MergeNeighbours(ReadOnlySpan<object> nodes)
    {
        var merged = new List<object>(nodes.Length);
        for (var i = 0; i < nodes.Length;)
        {
            var start = i;
            while (i < nodes.Length && nodes[i] is string)
            {
                i++;
            }

            if (i == start)
            {
                merged.Add(nodes[i++]);
            }
            else
            {
                var text = i - start == 1 ? (string)nodes[start] : Join(nodes[start..i]);
                if (text.Length > 0)
                {
                    merged.Add(text);
                }
            }
        }

        return merged switch
        {
            [] => null,
            [string only] => only,
            _ when merged.TrueForAll(n => n is Element) => merged.Cast<Element>().ToArray(),
            _ => merged.ToArray(),
        };
    }

    private static string Join(ReadOnlySpan<object> texts)
    {
        var builder = new StringBuilder();
        foreach (var text in texts)
        {
            builder.Append((string)text);
        }

        return builder.ToString();
    }

    private static string Unescape(ReadOnlySpan<byte> utf8, bool references, bool attribute)
    {
        var text = Utf8StringCache.Decode(utf8);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '&' when references:
                    var end = text.IndexOf(';', i, Math.Min(12, text.Length - i));
                    AppendReference(result, end < 0 ? "" : text.AsSpan(i + 1, end - i - 1));
                    i = end;
                    break;
                case '\r':
                    // XML 1.0 §2.11: a line break is one '\n', however it was sent.
                    i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                    result.Append(attribute ? ' ' : '\n');
                    break;
                case '\n' or '\t':
                    result.Append(attribute ? ' ' : text[i]);
                    break;
                default:
                    result.Append(text[i]);
                    break;
            }
        }

        return Checked(result.ToString());
    }

    private static void AppendReference(StringBuilder result, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "lt":
                result.Append('<');
                break;
            case "gt":
                result.Append('>');
                break;
            case "amp":
                result.Append('&');
                break;
            case "quot":
                result.Append('"');
                break;
            case "apos":
                result.Append('\'');
                break;
            case ['#', 'x', .. var hex] when uint.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)
                && Rune.IsValid(code):
                result.Append(new Rune(code).ToString());
                break;
            case ['#', .. var digits] when uint.TryParse(digits, System.Globalization.NumberStyles.None, null, out var code)
                && Rune.IsValid(code):
                result.Append(new Rune(code).ToString());
                break;
            case ['#', ..] or []:
                throw XmlErrors.NotWellFormed("a reference is not a character");
            default:
                throw XmlErrors.Restricted("a reference to an entity that is not predefined");
        }
    }

    // Control characters were looked for among the bytes; what remains is not ASCII.
    private static string Decode(ReadOnlySpan<byte> utf8) =>
        Utf8StringCache.TryDecodeAscii(utf8) ?? Checked(Utf8StringCache.Decode(utf8));

    private static string Checked(string text) =>
        text.AsSpan().ContainsAny(ForbiddenCharacters.All)
            ? throw XmlErrors.NotWellFormed("a character that XML forbids")
            : text;
}

/// <summary>XML 1.0 §2.2: what may not appear, not even as a reference. (Lone surrogates cannot come out of UTF-8.)</summary>
internal static class ForbiddenCharacters
{
    public static readonly SearchValues<char> All = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c)) + "\uFFFE\uFFFF");
}
