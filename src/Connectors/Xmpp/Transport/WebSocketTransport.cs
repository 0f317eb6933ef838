using System.IO.Pipelines;
using System.Net.WebSockets;

namespace BotPlatform.Xmpp.Transport;

/// <summary>RFC 7395: a WebSocket with the subprotocol <c>xmpp</c>, from either side.</summary>
public sealed class WebSocketTransport : ITransport
{
    /// <summary>RFC 7395 §3.1: the subprotocol that both sides must name.</summary>
    public const string Subprotocol = "xmpp";

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    private readonly WebSocket _socket;
    private readonly WebSocketStream _stream;

    /// <summary>Takes over an open WebSocket and closes it in the end.</summary>
    public WebSocketTransport(WebSocket socket, bool isEncrypted, bool isLoopback)
    {
        _socket = socket;
        IsEncrypted = isEncrypted;
        IsLoopback = isLoopback;

        // Elements are found by their tags, so the boundaries of the messages on the way in need no attention.
        _stream = WebSocketStream.Create(socket, WebSocketMessageType.Text, CloseTimeout);
        Input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
    }

    /// <inheritdoc />
    public PipeReader Input { get; }

    /// <inheritdoc />
    public Framing Framing => Framing.Messages;

    /// <inheritdoc />
    public bool IsEncrypted { get; }

    /// <inheritdoc />
    public bool IsLoopback { get; }

    /// <inheritdoc />
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new XmppConnectionException("The connection broke while sending.", e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
    }
}
