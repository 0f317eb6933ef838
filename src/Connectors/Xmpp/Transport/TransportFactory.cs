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

    /// <summary>Refuses an address that <see cref="ConnectAsync"/> could not open.</summary>
    /// <exception cref="ArgumentException">The address has a scheme that is not known.</exception>
    public static void Check(Uri server)
    {
        if (server.Scheme is not ("xmpp" or "xmpps" or "ws" or "wss"))
        {
            throw new ArgumentException(
                $"'{server.Scheme}://' is not known; the chat server's address begins with xmpp://, xmpps://, ws:// or wss://.",
                nameof(server));
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="server">The configured server, or another one to which it referred us.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="XmppConnectionException">The server cannot be reached, or its certificate is not accepted.</exception>
    public async Task<ITransport> ConnectAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            return server.Scheme switch
            {
                "xmpp" => await ConnectTcpAsync(server, DefaultPort, cancellationToken).ConfigureAwait(false),
                "xmpps" => await ConnectTlsAsync(server, cancellationToken).ConfigureAwait(false),
                _ => await ConnectWebSocketAsync(server, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (Exception e) when (e is SocketException or IOException or WebSocketException or HttpRequestException)
        {
            throw new XmppConnectionException($"The chat server at {server.Authority} cannot be reached: {e.Message}", e);
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

    private async Task<TcpTransport> ConnectTcpAsync(Uri server, int defaultPort, CancellationToken cancellationToken)
    {
        if (options.OpenStream is { } open)
        {
            return new TcpTransport(
                await open(cancellationToken).ConfigureAwait(false), isEncrypted: false, options.Server.IsLoopback);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var port = server.Port > 0 ? server.Port : defaultPort;
            await socket.ConnectAsync(new DnsEndPoint(server.DnsSafeHost, port), cancellationToken).ConfigureAwait(false);
            return TcpTransport.From(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<ITransport> ConnectTlsAsync(Uri server, CancellationToken cancellationToken)
    {
        var transport = await ConnectTcpAsync(server, DefaultTlsPort, cancellationToken).ConfigureAwait(false);
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

    private async Task<ITransport> ConnectWebSocketAsync(Uri server, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(WebSocketTransport.Subprotocol);
            socket.Options.KeepAliveInterval = options.KeepAliveInterval;
            socket.Options.KeepAliveTimeout = options.RequestTimeout;
            if (_certificates.IsOwn)
            {
                // Without it, all sockets of the process share what speaks HTTP.
                socket.Options.RemoteCertificateValidationCallback = _certificates.Accept;
            }

            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return new WebSocketTransport(socket, server.Scheme == "wss", server.IsLoopback);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
