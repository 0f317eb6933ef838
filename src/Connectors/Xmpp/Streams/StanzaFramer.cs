using System.Buffers;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams;

/// <summary>What ends at the byte where <see cref="StanzaFramer"/> stopped.</summary>
internal enum FrameKind
{
    /// <summary>Nothing yet: more bytes are needed.</summary>
    None,

    /// <summary>The XML declaration in front of a stream.</summary>
    Declaration,

    /// <summary>The open tag of a stream.</summary>
    Header,

    /// <summary>One complete element.</summary>
    Element,

    /// <summary>The end tag of a stream.</summary>
    End,
}

/// <summary>
/// Finds where elements end, looking at each byte once however the bytes are split, and stops a peer who sends too much before
/// it is kept. Knows tags, quotes and nesting; everything else is <see cref="ElementParser"/>'s.
/// </summary>
internal struct StanzaFramer(Transport.Framing framing, XmlLimits limits)
{
    private static readonly SearchValues<byte> InStartTag = SearchValues.Create(">/\"'"u8);

    private State _state;
    private int _depth;
    private int _length;        // bytes of the current frame
    private int _matched;       // of "![CDATA[", of "]]>", or of "?>"
    private bool _slashBefore;  // the last byte in a start tag was '/'
    private bool _hasContent;   // something other than white space was seen in the current frame
    private bool _isOpen;       // the stream header was read

    private enum State
    {
        Text,
        TagOpen,
        StartTag,
        InSingleQuotes,
        InDoubleQuotes,
        EndTag,
        Markup,
        Cdata,
        Declaration,
    }

    /// <summary>Whether a frame has begun and not ended.</summary>
    public readonly bool IsInside => _hasContent;

    /// <summary>Reads on; <paramref name="consumed"/> says how far. Call again with the rest after a frame was found.</summary>
    /// <exception cref="XmppFormatException">The peer breaks a limit, or sends what XMPP forbids.</exception>
    public FrameKind Advance(ReadOnlySpan<byte> bytes, out int consumed)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            position += Skip(bytes[position..]);
            if (position == bytes.Length)
            {
                break;
            }

            var kind = Step(bytes[position++]);
            if (kind != FrameKind.None)
            {
                consumed = position;
                _length = 0;
                _hasContent = false;
                return kind;
            }
        }

        consumed = position;
        _length = _hasContent ? _length + position : 0;
        if (_length > limits.MaxBytes)
        {
            throw XmlErrors.TooLarge(limits.MaxBytes);
        }

        return FrameKind.None;
    }

    /// <summary>A new stream begins on the same connection (RFC 6120 §4.3.3).</summary>
    public void Restart() => this = new StanzaFramer(framing, limits);

    /// <summary>How many of the bytes ahead cannot change the state.</summary>
    private readonly int Skip(ReadOnlySpan<byte> bytes)
    {
        var next = _state switch
        {
            State.Text when _hasContent => bytes.IndexOf((byte)'<'),
            State.StartTag when !_slashBefore => SkipInStartTag(bytes),
            State.InSingleQuotes => bytes.IndexOf((byte)'\''),
            State.InDoubleQuotes => bytes.IndexOf((byte)'"'),
            State.EndTag => bytes.IndexOf((byte)'>'),
            State.Cdata when _matched == 0 => bytes.IndexOf((byte)']'),
            _ => 0,
        };
        return next < 0 ? bytes.Length : next;
    }

    private static int SkipInStartTag(ReadOnlySpan<byte> bytes)
    {
        // Nearly always: one kind of quotes, in pairs, before the first '>', which then ends the tag.
        var end = bytes.IndexOf((byte)'>');
        if (end > 0)
        {
            var tag = bytes[..end];
            var single = tag.Count((byte)'\'');
            var paired = single == 0 ? tag.Count((byte)'"') : tag.Contains((byte)'"') ? 1 : single;
            if (paired % 2 == 0)
            {
                return tag[^1] == '/' ? end - 1 : end;
            }
        }

        return bytes.IndexOfAny(InStartTag);
    }

    private FrameKind Step(byte b)
    {
        switch (_state)
        {
            case State.Text:
                return Text(b);
            case State.TagOpen:
                return TagOpen(b);
            case State.StartTag:
                return StartTag(b);
            case State.InSingleQuotes or State.InDoubleQuotes:
                _state = State.StartTag;
                return FrameKind.None;
            case State.EndTag:
                return CloseOne();
            case State.Markup:
                return Markup(b);
            case State.Cdata:
                return Cdata(b);
            default:
                return Declaration(b);
        }
    }

    private FrameKind Text(byte b)
    {
        if (b == '<')
        {
            _state = State.TagOpen;
            _hasContent = true;
        }
        else if (_depth == BaseDepth && b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            throw XmlErrors.NotWellFormed("text stands between stanzas");
        }

        return FrameKind.None;
    }

    private FrameKind TagOpen(byte b)
    {
        switch (b)
        {
            case (byte)'/':
                _state = State.EndTag;
                break;
            case (byte)'!' when _depth > BaseDepth:
                _state = State.Markup;
                _matched = 1;
                break;
            case (byte)'!':
                throw XmlErrors.Restricted("a comment or a document type");
            case (byte)'?' when framing == Transport.Framing.Document && !_isOpen:
                _state = State.Declaration;
                _matched = 0;
                break;
            case (byte)'?':
                throw XmlErrors.Restricted("a processing instruction");
            default:
                _state = State.StartTag;
                _slashBefore = false;
                break;
        }

        return FrameKind.None;
    }

    private FrameKind StartTag(byte b)
    {
        var isEmpty = _slashBefore;
        _slashBefore = b == '/';
        switch (b)
        {
            case (byte)'"':
                _state = State.InDoubleQuotes;
                return FrameKind.None;
            case (byte)'\'':
                _state = State.InSingleQuotes;
                return FrameKind.None;
            case not (byte)'>':
                return FrameKind.None;
        }

        _state = State.Text;
        if (framing == Transport.Framing.Document && !_isOpen)
        {
            _isOpen = true;
            _depth = 1;
            return FrameKind.Header;
        }

        if (isEmpty)
        {
            return _depth == BaseDepth ? FrameKind.Element : FrameKind.None;
        }

        // The element itself counts, the stream around it does not.
        return ++_depth - BaseDepth > limits.MaxDepth ? throw XmlErrors.TooDeep(limits.MaxDepth) : FrameKind.None;
    }

    private FrameKind CloseOne()
    {
        _state = State.Text;
        if (_depth == 0)
        {
            throw XmlErrors.NotWellFormed("an end tag has no start tag");
        }

        _depth--;
        if (_depth == 0 && framing == Transport.Framing.Document)
        {
            return FrameKind.End;
        }

        return _depth == BaseDepth ? FrameKind.Element : FrameKind.None;
    }

    private FrameKind Markup(byte b)
    {
        var cdata = "![CDATA["u8;
        if (b != cdata[_matched++])
        {
            throw XmlErrors.Restricted("a comment or a document type");
        }

        if (_matched == cdata.Length)
        {
            _state = State.Cdata;
            _matched = 0;
        }

        return FrameKind.None;
    }

    private FrameKind Cdata(byte b)
    {
        switch (b)
        {
            case (byte)']':
                _matched = Math.Min(_matched + 1, 2);
                break;
            case (byte)'>' when _matched == 2:
                _state = State.Text;
                break;
            default:
                _matched = 0;
                break;
        }

        return FrameKind.None;
    }

    private FrameKind Declaration(byte b)
    {
        if (b == '>' && _matched == 1)
        {
            _state = State.Text;
            return FrameKind.Declaration;
        }

        _matched = b == '?' ? 1 : 0;
        return FrameKind.None;
    }

    // Where stanzas stand: inside the stream element, or on their own.
    private readonly int BaseDepth => _isOpen ? 1 : 0;
}
