using System.Buffers;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp.Streams;

/// <summary>
/// Elements over a transport, from either side: RFC 6120 §4 over TCP, RFC 7395 §3 over WebSocket. One reader and one writer at a
/// time; reading and writing do not disturb each other.
/// </summary>
public sealed class XmlStream : IAsyncDisposable
{
    private readonly XmlLimits _limits;
    private readonly TimeProvider _time;
    private readonly OutputBuffer _output = new();
    private readonly List<int> _ends = [];   // where each buffered element ends
    private ElementReader _reader;

    /// <summary>A stream over a transport, which it closes in the end.</summary>
    public XmlStream(ITransport transport, XmlLimits? limits = null, TimeProvider? time = null)
    {
        Transport = transport;
        _limits = limits ?? XmlLimits.Default;
        _time = time ?? TimeProvider.System;
        _reader = NewReader();
    }

    /// <summary>What carries it.</summary>
    public ITransport Transport { get; }

    /// <summary>How long a peer may stay silent in the middle of an element. Default 30 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for what the peer sends next.</summary>
    /// <exception cref="XmppFormatException">
    /// It is something that XMPP forbids; the stream is to be closed with an error.
    /// </exception>
    /// <exception cref="XmppConnectionException">The connection broke, or the peer stalled.</exception>
    public async ValueTask<StreamItem> ReadAsync(CancellationToken cancellationToken)
    {
        StreamItem item;
        while (!_reader.TryRead(out item))
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new XmppConnectionException("The server closed the connection without closing the stream.");
            }
        }

        return item;
    }

    /// <summary>What the peer sends next, if it has arrived already.</summary>
    /// <exception cref="XmppFormatException">
    /// It is something that XMPP forbids; the stream is to be closed with an error.
    /// </exception>
    public bool TryRead(out StreamItem item) => _reader.TryRead(out item);

    /// <summary>Opens the stream, or opens it again after a change of security (RFC 6120 §4.3.3).</summary>
    public ValueTask SendHeaderAsync(StreamHeader header, CancellationToken cancellationToken)
    {
        _output.Clear();
        if (Transport.Framing == Framing.Messages)
        {
            ElementWriter.Write(_output, new Element(new XmlName(Namespaces.Framing, "open"), null, header.ToAttributes()));
        }
        else
        {
            var empty = new Element(new XmlName(Namespaces.Stream, "stream"), null, header.ToAttributes());
            ElementWriter.WriteStreamOpenTag(_output, empty);
        }

        _ends.Add(_output.WrittenCount);
        return FlushAsync(cancellationToken);
    }

    /// <summary>Sends one element.</summary>
    /// <exception cref="XmppFormatException">The element holds what XML cannot carry; nothing was sent.</exception>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public ValueTask SendAsync(Element element, CancellationToken cancellationToken)
    {
        Buffer(element);
        return FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Adds an element to what <see cref="FlushAsync"/> sends. Over TCP all of it travels together; over WebSocket each element
    /// is a message of its own.
    /// </summary>
    /// <exception cref="XmppFormatException">
    /// The element holds what XML cannot carry, or is too large; nothing was added.
    /// </exception>
    public void Buffer(Element element)
    {
        var before = _output.WrittenCount;
        try
        {
            var inDocument = Transport.Framing == Framing.Document;
            ElementWriter.Write(_output, element, inDocument ? Namespaces.Client : "", inDocument);
            if (_output.WrittenCount - before > _limits.MaxBytes)
            {
                // The peer would close the stream, and get the same stanza again after the reconnect.
                throw new XmppFormatException($"The stanza is larger than {_limits.MaxBytes} bytes.");
            }
        }
        catch (XmppFormatException)
        {
            _output.Truncate(before);
            throw;
        }

        _ends.Add(_output.WrittenCount);
    }

    /// <summary>How many bytes wait for <see cref="FlushAsync"/>.</summary>
    public int BufferedBytes => _output.WrittenCount;

    /// <summary>Sends what <see cref="Buffer"/> collected.</summary>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (Transport.Framing == Framing.Document)
        {
            await SendOutputAsync(0, _output.WrittenCount, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var start = 0;
            foreach (var end in _ends)
            {
                await SendOutputAsync(start, end, cancellationToken).ConfigureAwait(false);
                start = end;
            }
        }

        _output.Clear();
        _ends.Clear();
    }

    /// <summary>
    /// RFC 6120 §4.6.1: adds a sign of life that means nothing; over WebSocket, which has its own, nothing is added.
    /// </summary>
    public void BufferWhitespace()
    {
        if (Transport.Framing == Framing.Document)
        {
            _output.Write(" "u8);
        }
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public ValueTask SendCloseAsync(CancellationToken cancellationToken)
    {
        _output.Clear();
        if (Transport.Framing == Framing.Messages)
        {
            ElementWriter.Write(_output, new Element(new XmlName(Namespaces.Framing, "close")));
        }
        else
        {
            _output.Write("</stream:stream>"u8);
        }

        return Transport.SendAsync(_output.WrittenMemory, cancellationToken);
    }

    /// <summary>The peer's next element opens a new stream (RFC 6120 §4.3.3).</summary>
    public void Restart() => _reader.Restart();

    /// <summary>Becomes encrypted in place, and expects a new stream.</summary>
    /// <exception cref="XmppConnectionException">It failed, or this transport cannot.</exception>
    public async Task UpgradeAsync(Func<Stream, Task<Stream>> handshake)
    {
        if (Transport is not IUpgradableTransport upgradable)
        {
            throw new XmppConnectionException("This connection cannot become encrypted.");
        }

        _reader.GiveBack();
        await upgradable.UpgradeAsync(handshake).ConfigureAwait(false);
        _reader = NewReader();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    private ValueTask SendOutputAsync(int start, int end, CancellationToken cancellationToken) =>
        end == start ? default : Transport.SendAsync(_output.WrittenMemory[start..end], cancellationToken);

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_reader.IsInside)
            {
                return await _reader.FillAsync(cancellationToken).ConfigureAwait(false);
            }

            using var stalled = new CancellationTokenSource(StallTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stalled.Token);
            try
            {
                return await _reader.FillAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stalled.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new XmppConnectionException($"The peer stopped in the middle of an element for {StallTimeout}.");
            }
        }
        catch (Exception e) when (e is IOException or System.Net.WebSockets.WebSocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            throw new XmppConnectionException("The connection broke while receiving.", e);
        }
    }

    private ElementReader NewReader() => new(Transport.Input, Transport.Framing, _limits);
}
