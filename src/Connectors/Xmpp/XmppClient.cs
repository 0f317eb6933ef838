using System.Threading.Channels;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Streams.Negotiation;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Xmpp;

/// <summary>
/// One connection of one account to its server (RFC 6120, RFC 6121), from the login until it ends. It does not reconnect; make a
/// new one. All methods may be called concurrently.
/// </summary>
public sealed class XmppClient : IAsyncDisposable
{
    private readonly Session _session;

    private XmppClient(Session session, Jid address)
    {
        _session = session;
        Address = address;
    }

    /// <summary>The full address that the server assigned.</summary>
    public Jid Address { get; }

    /// <summary>
    /// Messages and presences in the order in which they came; bounded by <see cref="XmppClientOptions.ReceiveCapacity"/>. While
    /// it is full, nothing else is read either, acknowledgements of what we sent included: reading from it must not wait for
    /// sending. Completes when the connection ends, with the reason if it was not our wish.
    /// </summary>
    public ChannelReader<ReceivedStanza> Received => _session.Received;

    /// <summary>Ends with the connection: successfully when we ended it, otherwise with the <see cref="XmppException"/>.</summary>
    public Task Completion => _session.Completion;

    /// <summary>Connects, encrypts, logs in and binds an address. Presence is not sent.</summary>
    /// <exception cref="XmppAuthenticationException">The credentials are wrong, or no mechanism may be used.</exception>
    /// <exception cref="XmppConnectionException">The server cannot be reached, is not to be trusted, or took too long.</exception>
    /// <exception cref="XmppFormatException">The server sent something that XMPP forbids.</exception>
    public static async Task<XmppClient> ConnectAsync(
        XmppClientOptions options, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await LogInAsync(options, loggers ?? NullLoggerFactory.Instance, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new XmppConnectionException(
                $"The login at {options.Server.Authority} was not finished within {options.ConnectTimeout}.", e);
        }
    }

    /// <summary>
    /// Sends a stanza and waits until the server has acknowledged it (XEP-0198), or, where it does not offer that, until it is
    /// written. A cancelled wait does not take the stanza back.
    /// </summary>
    /// <exception cref="XmppFormatException">The stanza cannot be sent; nothing was.</exception>
    /// <exception cref="XmppConnectionException">The connection ended; whether the stanza arrived is not known.</exception>
    public Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default) =>
        _session.SendAsync(stanza, waitForServer: true, cancellationToken);

    /// <summary>Sends a stanza and waits only until it is written: for presence and chat states, which nobody misses.</summary>
    /// <exception cref="XmppFormatException">The stanza cannot be sent; nothing was.</exception>
    /// <exception cref="XmppConnectionException">The connection ended.</exception>
    public Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default) =>
        _session.SendAsync(stanza, waitForServer: false, cancellationToken);

    /// <summary>Sends a request and waits for its result, at most <see cref="XmppClientOptions.RequestTimeout"/>.</summary>
    /// <exception cref="XmppStanzaException">The peer refused.</exception>
    /// <exception cref="XmppConnectionException">No answer came in time, or the connection ended.</exception>
    public Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default) =>
        _session.RequestAsync(request, cancellationToken);

    /// <summary>XEP-0199: asks the server whether it is there.</summary>
    /// <exception cref="XmppStanzaException">It is, but does not know pings.</exception>
    /// <exception cref="XmppConnectionException">No answer came in time, or the connection ended.</exception>
    public Task PingAsync(CancellationToken cancellationToken = default) =>
        RequestAsync(Ping.Request(Server(Address)), cancellationToken);

    /// <summary>Closes the stream properly: what is queued is written, and the server has two seconds to say goodbye.</summary>
    public Task DisconnectAsync() => _session.CloseAsync();

    /// <summary>Like <see cref="DisconnectAsync"/>; harmless when repeated.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async Task<XmppClient> LogInAsync(
        XmppClientOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var transports = new TransportFactory(options);
        options.StateChanged?.Invoke(new XmppState.Connecting());
        var transport = await transports.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var stream = new XmlStream(transport, options.Limits, options.Time);
        try
        {
            var handshake = new Handshake(stream, options);
            await new Negotiator(transports).RunAsync(handshake, cancellationToken).ConfigureAwait(false);
            var address = handshake.BoundAddress!;
            options.StateChanged?.Invoke(new XmppState.Online(address, handshake.HasStreamManagement));
            return new XmppClient(
                new Session(
                    options, stream, address, handshake.HasStreamManagement, handshake.EarlyStanzas, Answer,
                    Ping.Request(Server(address)), loggers.CreateLogger<XmppClient>()),
                address);
        }
        catch (Exception e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            options.StateChanged?.Invoke(new XmppState.Closed(e as XmppException));
            throw;
        }
    }

    private static Jid Server(Jid address) => Jid.Parse(address.Domain);

    // RFC 6120 §8.2.3: a request must be answered, if only with a refusal.
    private static Iq Answer(Iq request) => Ping.IsRequest(request)
        ? request.ToResult()
        : request.ToError(new StanzaError("service-unavailable"));
}
