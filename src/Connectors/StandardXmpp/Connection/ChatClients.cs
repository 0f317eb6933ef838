using System.Security.Cryptography.X509Certificates;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.Connection;

/// <summary>Makes the clients of all accounts, which share the settings and wait for one another when many log in at once.</summary>
internal sealed class ChatClients(StandardXmppOptions options, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private readonly LoginLimiter _limiter = new(options.MaxConcurrentLogins);
    private readonly Lazy<X509Certificate2Collection?> _trustedRoots = new(
        () => options.TrustedRootsFile is { } file ? TrustedRoots.Load(file) : null);

    /// <summary>The configuration.</summary>
    public StandardXmppOptions Options { get; } = options;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Where the story goes.</summary>
    public ILoggerFactory Loggers { get; } = loggers;

    /// <summary>A client that is idle.</summary>
    /// <param name="account">Who logs in.</param>
    /// <param name="sessionStarted">What each new session needs.</param>
    /// <param name="stateChanged">Told how far it is.</param>
    /// <param name="answer">Answers what others ask.</param>
    public XmppClient Create(
        StandardXmppAccount account,
        Func<IXmppSession, CancellationToken, Task> sessionStarted,
        Action<XmppState> stateChanged,
        Func<Iq, Iq?> answer)
    {
        var settings = new XmppClientOptions
        {
            Server = Options.Server!,
            Host = Options.Host,
            Credentials = XmppCredentials.Of(account.Username, account.Password),
            Resource = account.Resource,
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
            SessionStarted = sessionStarted,
            StateChanged = stateChanged,
            AnswerRequest = answer,
            Time = Time,
        };
        return new XmppClient(settings, Loggers);
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
