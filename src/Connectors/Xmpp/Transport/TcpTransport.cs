using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace BotPlatform.Xmpp.Transport;

/// <summary>RFC 6120 §3: a TCP connection, encrypted or not, from either side.</summary>
public sealed class TcpTransport : IUpgradableTransport
{
    // The system's own two hours would notice nothing. Pings notice sooner; this is for whoever switched them off.
    private const int KeepAliveSeconds = 60;
    private const int KeepAliveProbeSeconds = 10;
    private const int KeepAliveProbes = 3;

    private const int ReadBufferBytes = 16 * 1024;
    private Stream _stream;

    /// <summary>Takes over a stream and closes it in the end.</summary>
    /// <param name="stream">A network stream, or one in memory for tests.</param>
    /// <param name="isEncrypted">Whether the stream is TLS already ("direct TLS", XEP-0368).</param>
    /// <param name="isLoopback">Whether the peer is on this machine.</param>
    public TcpTransport(Stream stream, bool isEncrypted, bool isLoopback)
    {
        _stream = stream;
        IsEncrypted = isEncrypted;
        IsLoopback = isLoopback;
        Input = CreateReader(stream);
    }

    /// <inheritdoc />
    public PipeReader Input { get; private set; }

    /// <inheritdoc />
    public Framing Framing => Framing.Document;

    /// <inheritdoc />
    public bool IsEncrypted { get; private set; }

    /// <inheritdoc />
    public bool IsLoopback { get; }

    /// <summary>Takes over a connected socket.</summary>
    public static TcpTransport From(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveProbeSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
        var isLoopback = socket.RemoteEndPoint is IPEndPoint peer && IPAddress.IsLoopback(peer.Address);
        return new TcpTransport(new NetworkStream(socket, ownsSocket: true), isEncrypted: false, isLoopback);
    }

    /// <inheritdoc />
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new XmppConnectionException("The connection broke while sending.", e);
        }
    }

    /// <inheritdoc />
    public async Task UpgradeAsync(Func<Stream, Task<Stream>> handshake)
    {
        // Anything that is buffered now came in clear text and would pass for encrypted (CVE-2011-0411 and its kin).
        if (Input.TryRead(out var leftover))
        {
            var smuggled = !leftover.Buffer.IsEmpty;
            Input.AdvanceTo(leftover.Buffer.Start);
            if (smuggled)
            {
                throw new XmppConnectionException("Clear text followed the agreement to encrypt; somebody may be interfering.");
            }
        }

        await Input.CompleteAsync().ConfigureAwait(false);
        _stream = await handshake(_stream).ConfigureAwait(false);
        Input = CreateReader(_stream);
        IsEncrypted = true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    // Without a buffer as long as nothing arrives: most accounts are silent most of the time.
    private static PipeReader CreateReader(Stream stream) =>
        PipeReader.Create(stream, new StreamPipeReaderOptions(
            bufferSize: ReadBufferBytes, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true));
}
