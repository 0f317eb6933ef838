using System.IO.Pipelines;
using System.Net.WebSockets;

namespace BotPlatform.Xmpp.Transport;

/// <summary>RFC 7395: a WebSocket with the subprotocol <c>xmpp</c>, from either side.</summary>
public sealed class WebSocketTransport : ITransport
{
    /// <summary>RFC 7395 §3.1: the subprotocol that both sides must name.</summary>
    public const string Subprotocol = "xmpp";

    private const int BufferSize = 16 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly WebSocketStream _stream;
    private readonly Pipe _received = new(new PipeOptions(
        pauseWriterThreshold: 2 * BufferSize, resumeWriterThreshold: BufferSize, minimumSegmentSize: BufferSize,
        useSynchronizationContext: false));

    private readonly Task _receiving;

    /// <summary>Takes over an open WebSocket and closes it in the end.</summary>
    public WebSocketTransport(WebSocket socket, bool isEncrypted, bool isLoopback)
    {
        _socket = socket;
        IsEncrypted = isEncrypted;
        IsLoopback = isLoopback;

        // Elements are found by their tags, so the boundaries of the messages on the way in need no attention.
        _stream = WebSocketStream.Create(socket, WebSocketMessageType.Text, CloseTimeout);
        _receiving = ReceiveAsync();
    }

    /// <inheritdoc />
    public PipeReader Input => _received.Reader;

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
            await _socket.SendAsync(
                bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A WebSocket whose receiving has just failed says that the sending was cancelled.
            throw new XmppConnectionException("The connection broke while sending.", e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
    }

    /// <summary>
    /// Receives without a way to cancel it: a WebSocket whose receiving is cancelled is aborted, and what was to be said last,
    /// such as a stream error, could not leave any more. Whoever reads <see cref="Input"/> may be cancelled at any time.
    /// </summary>
    private async Task ReceiveAsync()
    {
        try
        {
            var isRead = true;
            while (isRead)
            {
                // Without a buffer as long as nothing arrives: most accounts are silent most of the time.
                await _stream.ReadAsync(Memory<byte>.Empty, CancellationToken.None).ConfigureAwait(false);
                var count = await _stream.ReadAsync(
                    _received.Writer.GetMemory(BufferSize), CancellationToken.None).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                _received.Writer.Advance(count);
                isRead = !(await _received.Writer.FlushAsync(CancellationToken.None).ConfigureAwait(false)).IsCompleted;
            }

        }
        catch (Exception)
        {
            // Whatever it is, to the reader it is the end. Told as an error, it would come before what was received last: often the reason.
        }

        await _received.Writer.CompleteAsync().ConfigureAwait(false);
    }
}
