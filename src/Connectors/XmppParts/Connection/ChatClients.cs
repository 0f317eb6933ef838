using System.Security.Cryptography.X509Certificates;
using BotPlatform.Connectors.XmppParts.Settings;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>
/// Makes the clients of all accounts of a network, which share the settings and wait for one another when many log in at once.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="server">Where the server is; a network that nobody uses has none.</param>
/// <param name="host">The domain of the accounts' addresses.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Where the story goes.</param>
public sealed class ChatClients(
    XmppConnectionOptions options, Uri? server, string host, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private readonly LoginLimiter _limiter = new(options.MaxConcurrentLogins);
    private readonly Lazy<X509Certificate2Collection?> _trustedRoots = new(
        () => options.TrustedRootsFile is { } file ? TrustedRoots.Load(file) : null);

    /// <summary>The settings.</summary>
    public XmppConnectionOptions Options { get; } = options;

    /// <summary>Where the server is.</summary>
    /// <exception cref="InvalidOperationException">The configuration does not say it.</exception>
    public Uri Server => server ?? throw new InvalidOperationException($"The configuration names no server of {host}.");

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Where the story goes.</summary>
    public ILoggerFactory Loggers { get; } = loggers;

    /// <summary>A client that is idle.</summary>
    /// <param name="hooks">What the network does at the turns of the connection.</param>
    /// <param name="stateChanged">Told how far it is.</param>
    public XmppClient Create(ConnectionHooks hooks, Action<XmppState> stateChanged)
    {
        // Less than what counts as a broken connection, or as a login that failed.
        var patience = (Options.AnswerTimeout < Options.ConnectTimeout ? Options.AnswerTimeout : Options.ConnectTimeout) / 2;
        var opening = new SessionOpening(Jid.Parse(host), patience, Time, Loggers.CreateLogger<SessionOpening>());
        var settings = new XmppClientOptions
        {
            Server = Server,
            Host = host,
            Credentials = hooks.Credentials,
            Resource = hooks.Resource,
            ConnectTimeout = Options.ConnectTimeout,
            RequestTimeout = Options.AnswerTimeout,
            PingInterval = Options.PingInterval,
            TrustedRoots = _trustedRoots.Value,
            PinnedCertificateSha256 = Options.PinnedCertificateSha256,
            Reconnect = new XmppReconnect
            {
                MaxAttempts = Options.Reconnect.MaxAttempts,
                FirstDelay = Options.Reconnect.FirstDelay,
                MaxDelay = Options.Reconnect.MaxDelay,
            },
            LoginLimiter = _limiter,
            SessionStarted = (session, cancellationToken) => opening.RunAsync(hooks.SetUpAsync, session, cancellationToken),
            StateChanged = stateChanged,
            AnswerRequest = hooks.Answer,
            Time = Time,
        };
        return new XmppClient(settings, Loggers);
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
