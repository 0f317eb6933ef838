using System.Buffers;
using System.IO.Pipelines;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp.Streams;

/// <summary>
/// Turns the bytes of a connection into stream items, one at a time, without keeping more than one unfinished stanza.
/// </summary>
internal sealed class ElementReader(PipeReader input, Framing framing, XmlLimits limits)
{
    private static readonly XmlName OpenName = new(Namespaces.Framing, "open");
    private static readonly XmlName CloseName = new(Namespaces.Framing, "close");
    private static readonly XmlName StreamName = new(Namespaces.Stream, "stream");

    private readonly ElementParser _parser = new(limits);
    private StanzaFramer _framer = new(framing, limits);

    // What the pipe gave us last: everything before _next is done with, everything before _scanned has been looked at.
    private ReadOnlySequence<byte> _buffer;
    private SequencePosition _next;
    private SequencePosition _scanned;
    private bool _holdsBuffer;
    private long _kept;   // bytes left in the pipe that have been looked at

    /// <summary>Whether an element has begun and not ended: a peer that stays silent now has stalled.</summary>
    public bool IsInside => _framer.IsInside;

    /// <summary>The next item if it has already arrived.</summary>
    /// <exception cref="XmppFormatException">The peer sent something that XMPP forbids.</exception>
    public bool TryRead(out StreamItem item)
    {
        while (_holdsBuffer && TryFrame(out var kind, out var frame))
        {
            if (kind != FrameKind.Declaration)
            {
                item = ToItem(kind, frame);
                return true;
            }
        }

        Release();
        item = default;
        return false;
    }

    /// <summary>Waits for more bytes; false when the peer has closed the connection.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        _buffer = result.Buffer;
        _next = _buffer.Start;
        _scanned = _buffer.GetPosition(_kept);
        _holdsBuffer = true;
        return !result.IsCompleted || _buffer.Length > _kept;
    }

    /// <summary>A new stream begins on the same connection; what has arrived belongs to it.</summary>
    public void Restart() => _framer.Restart();

    /// <summary>Gives everything behind the last item back to the pipe: somebody else reads on.</summary>
    public void GiveBack()
    {
        if (_holdsBuffer)
        {
            input.AdvanceTo(_next);
            _holdsBuffer = false;
            _buffer = default;
        }
    }

    private void Release()
    {
        if (!_holdsBuffer)
        {
            return;
        }

        // Keep-alive white space is dropped at once; an unfinished element stays in the pipe.
        var keepFrom = _framer.IsInside ? _next : _buffer.End;
        _kept = _buffer.Slice(keepFrom).Length;
        input.AdvanceTo(keepFrom, _buffer.End);
        _holdsBuffer = false;
        _buffer = default;
    }

    private bool TryFrame(out FrameKind kind, out ReadOnlySequence<byte> frame)
    {
        var rest = _buffer.Slice(_scanned);
        foreach (var segment in rest)
        {
            kind = _framer.Advance(segment.Span, out var consumed);
            _scanned = _buffer.GetPosition(consumed, _scanned);
            if (kind != FrameKind.None)
            {
                frame = _buffer.Slice(_next, _scanned);
                _next = _scanned;
                return true;
            }
        }

        kind = FrameKind.None;
        frame = default;
        return false;
    }

    private StreamItem ToItem(FrameKind kind, ReadOnlySequence<byte> frame)
    {
        if (kind == FrameKind.End)
        {
            return StreamItem.Close;
        }

        if (frame.IsSingleSegment)
        {
            return ToItem(kind, frame.FirstSpan);
        }

        if (frame.Length > limits.MaxBytes)
        {
            throw XmlErrors.TooLarge(limits.MaxBytes);
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)frame.Length);
        try
        {
            frame.CopyTo(rented);
            return ToItem(kind, rented.AsSpan(0, (int)frame.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private StreamItem ToItem(FrameKind kind, ReadOnlySpan<byte> frame)
    {
        if (kind == FrameKind.Header)
        {
            var header = _parser.ParseStreamHeader(frame);
            return header.Name == StreamName
                ? StreamItem.Of(StreamHeader.Parse(header))
                : throw new XmppFormatException("The stream does not begin with <stream:stream>.", "bad-format");
        }

        var element = _parser.Parse(frame);
        if (framing == Framing.Messages && element.Name.Namespace == Namespaces.Framing)
        {
            return element.Name == OpenName ? StreamItem.Of(StreamHeader.Parse(element))
                : element.Name == CloseName ? StreamItem.Close
                : throw new XmppFormatException("Unknown framing element.", "bad-format");
        }

        return StreamItem.Of(element);
    }
}
