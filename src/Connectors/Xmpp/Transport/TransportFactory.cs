using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace BotPlatform.Xmpp.Transport;

/// <summary>Opens the connection that a server's address names.</summary>
internal sealed class TransportFactory(XmppClientOptions options)
{
    private const int DefaultPort = 5222;
    private const int DefaultTlsPort = 5223;
    private static readonly SslApplicationProtocol Alpn = new("xmpp-client");   // XEP-0368

    private readonly CertificatePolicy _certificates = new(options.TrustedRoots, options.PinnedCertificateSha256);

    /// <summary>Opens it.</summary>
    /// <exception cref="XmppConnectionException">The server cannot be reached, or its certificate is not accepted.</exception>
    /// <exception cref="ArgumentException">The address has a scheme that is not known.</exception>
    public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return options.Server.Scheme switch
            {
                "xmpp" => TcpTransport.From(await ConnectSocketAsync(DefaultPort, cancellationToken).ConfigureAwait(false)),
                "xmpps" => await ConnectTlsAsync(cancellationToken).ConfigureAwait(false),
                "ws" or "wss" => await ConnectWebSocketAsync(cancellationToken).ConfigureAwait(false),
                var scheme => throw UnknownScheme(scheme),
            };
        }
        catch (Exception e) when (e is SocketException or IOException or WebSocketException or HttpRequestException)
        {
            throw new XmppConnectionException($"The chat server at {options.Server.Authority} cannot be reached: {e.Message}", e);
        }
    }

    /// <summary>Does the TLS handshake over a plain connection.</summary>
    /// <exception cref="XmppConnectionException">The handshake failed, or the certificate is not accepted.</exception>
    public async Task<Stream> EncryptAsync(Stream plain, bool announceProtocol, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = options.Host,
                    ApplicationProtocols = announceProtocol ? [Alpn] : null,
                    RemoteCertificateValidationCallback = _certificates.Accept,
                },
                cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch (Exception e)
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            if (e is AuthenticationException or IOException)
            {
                throw new XmppConnectionException(
                    $"No encrypted connection to {options.Server.Authority} for '{options.Host}': {e.Message}", e);
            }

            throw;
        }
    }

    private static ArgumentException UnknownScheme(string scheme) => new(
        $"'{scheme}://' is not known; the chat server's address begins with xmpp://, xmpps://, ws:// or wss://.", nameof(scheme));

    private async Task<Socket> ConnectSocketAsync(int defaultPort, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var port = options.Server.Port > 0 ? options.Server.Port : defaultPort;
            await socket.ConnectAsync(new DnsEndPoint(options.Server.DnsSafeHost, port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<ITransport> ConnectTlsAsync(CancellationToken cancellationToken)
    {
        var socket = await ConnectSocketAsync(DefaultTlsPort, cancellationToken).ConfigureAwait(false);
        var transport = TcpTransport.From(socket);
        try
        {
            await transport.UpgradeAsync(
                plain => EncryptAsync(plain, announceProtocol: true, cancellationToken)).ConfigureAwait(false);
            return transport;
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ITransport> ConnectWebSocketAsync(CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(WebSocketTransport.Subprotocol);
            socket.Options.KeepAliveInterval = options.KeepAliveInterval;
            socket.Options.RemoteCertificateValidationCallback = _certificates.Accept;
            await socket.ConnectAsync(options.Server, cancellationToken).ConfigureAwait(false);
            return new WebSocketTransport(socket, options.Server.Scheme == "wss", options.Server.IsLoopback);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
