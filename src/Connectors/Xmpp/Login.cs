using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Streams.Negotiation;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp;

/// <summary>From an address to a stream on which stanzas flow (RFC 6120 §4 to §7): once, with a time limit.</summary>
/// <param name="options">Where, as whom, how long.</param>
/// <param name="tell">Told each state on the way.</param>
internal sealed class Login(XmppClientOptions options, Action<XmppState> tell)
{
    private readonly TransportFactory _transports = new(options);

    /// <summary>Logs in.</summary>
    /// <param name="server">The configured server, or another one to which it referred us.</param>
    /// <param name="resumption">The session to go on with, if there is one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What was agreed on; the caller owns its stream.</returns>
    /// <exception cref="XmppException">What went wrong, by kind.</exception>
    public async Task<Handshake> RunAsync(Uri server, Resumption? resumption, CancellationToken cancellationToken)
    {
        using var place = options.LoginLimiter is { } limiter
            ? await limiter.EnterAsync(cancellationToken).ConfigureAwait(false)
            : null;
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await NegotiateAsync(server, resumption, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new XmppConnectionException(
                $"The login at {server.Authority} was not finished within {options.ConnectTimeout}.", e);
        }
    }

    private async Task<Handshake> NegotiateAsync(Uri server, Resumption? resumption, CancellationToken cancellationToken)
    {
        tell(new XmppState.Connecting());
        var credentials = await options.Credentials(cancellationToken).ConfigureAwait(false);
        var transport = await _transports.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        var stream = new XmlStream(transport, options.Limits, options.Time);
        try
        {
            var handshake = new Handshake(stream, options, credentials) { Resumption = resumption };
            await new Negotiator(_transports, tell).RunAsync(handshake, cancellationToken).ConfigureAwait(false);
            return handshake;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
