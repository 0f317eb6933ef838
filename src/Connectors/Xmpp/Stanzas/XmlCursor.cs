namespace BotPlatform.Xmpp.Stanzas;

/// <summary>A place in the bytes of one element, moved forward token by token.</summary>
internal ref struct XmlCursor(ReadOnlySpan<byte> xml)
{
    // Names are short: a table is faster than a vectorised search. What is not ASCII is left to the UTF-8 decoder.
    private static readonly bool[] IsNameByte = [.. Enumerable.Range(0, 256).Select(
        b => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is ':' or '_' or '-' or '.')];

    private readonly ReadOnlySpan<byte> _xml = xml;
    private int _position;

    public readonly bool AtEnd => _position == _xml.Length;

    public readonly byte Peek() => _position < _xml.Length ? _xml[_position] : throw XmlErrors.Truncated();

    public readonly ReadOnlySpan<byte> Slice(int offset, int length) => _xml.Slice(offset, length);

    /// <summary>Where a slice that was just read by <see cref="ReadName"/> and its tag began.</summary>
    public readonly int OffsetOf(ReadOnlySpan<byte> slice)
    {
        _xml.Overlaps(slice, out var offset);
        return offset;
    }

    public void SkipWhitespace()
    {
        while (_position < _xml.Length && IsWhitespace(_xml[_position]))
        {
            _position++;
        }
    }

    public void Expect(byte expected)
    {
        if (Peek() != expected)
        {
            throw XmlErrors.NotWellFormed($"'{(char)expected}' is missing");
        }

        _position++;
    }

    public void Expect(ReadOnlySpan<byte> expected, string problem)
    {
        if (!_xml[_position..].StartsWith(expected))
        {
            throw XmlErrors.NotWellFormed(problem);
        }

        _position += expected.Length;
    }

    /// <summary>The only markup declaration that XMPP knows.</summary>
    public void ExpectCdata()
    {
        if (!_xml[_position..].StartsWith("![CDATA["u8))
        {
            throw XmlErrors.Restricted("a comment or a document type");
        }

        _position += "![CDATA[".Length;
    }

    public ReadOnlySpan<byte> ReadUntil(ReadOnlySpan<byte> end)
    {
        var length = _xml[_position..].IndexOf(end);
        return length < 0 ? throw XmlErrors.Truncated() : Take(length, skip: end.Length);
    }

    public ReadOnlySpan<byte> ReadUntil(byte end)
    {
        var length = _xml[_position..].IndexOf(end);
        return length < 0 ? throw XmlErrors.Truncated() : Take(length, skip: 1);
    }

    public ReadOnlySpan<byte> ReadName()
    {
        var rest = _xml[_position..];
        var isNameByte = IsNameByte;
        var length = 0;
        while (length < rest.Length && isNameByte[rest[length]])
        {
            length++;
        }

        if (length == rest.Length)
        {
            throw XmlErrors.Truncated();
        }

        if (length == 0 || rest[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.')
        {
            throw XmlErrors.NotWellFormed("a name is missing or begins with a character that it must not begin with");
        }

        return Take(length, skip: 0);
    }

    /// <summary>Reads <c>= "value"</c>, still escaped.</summary>
    public ReadOnlySpan<byte> ReadAttributeValue()
    {
        SkipWhitespace();
        Expect((byte)'=');
        SkipWhitespace();
        var quote = Peek();
        if (quote is not ((byte)'"' or (byte)'\''))
        {
            throw XmlErrors.NotWellFormed("an attribute value has no quotes");
        }

        _position++;
        return ReadUntil(quote);
    }

    /// <summary>Reads white space and then, if it is there, the end of a start tag.</summary>
    public bool TryReadTagEnd(out bool isEmpty)
    {
        var start = _position;
        SkipWhitespace();
        isEmpty = Peek() == (byte)'/';
        if (isEmpty)
        {
            _position++;
            Expect((byte)'>');
            return true;
        }

        if (Peek() == (byte)'>')
        {
            _position++;
            return true;
        }

        return _position == start ? throw XmlErrors.NotWellFormed("white space is missing before an attribute") : false;
    }

    private static bool IsWhitespace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private ReadOnlySpan<byte> Take(int length, int skip)
    {
        var taken = _xml.Slice(_position, length);
        _position += length + skip;
        return taken;
    }
}
