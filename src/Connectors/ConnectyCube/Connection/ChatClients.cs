using System.Security.Cryptography.X509Certificates;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Connection;

/// <summary>Makes the chat clients of all accounts: they share the settings, and wait for one another when many log in.</summary>
internal sealed class ChatClients(ConnectyCubeOptions options, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private readonly LoginLimiter _limiter = new(options.MaxConcurrentLogins);
    private readonly Lazy<X509Certificate2Collection?> _trustedRoots = new(() => Certificates.Roots(options));

    /// <summary>The configuration.</summary>
    public ConnectyCubeOptions Options { get; } = options;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Where the story goes.</summary>
    public ILoggerFactory Loggers { get; } = loggers;

    /// <summary>A client that is idle.</summary>
    /// <param name="credentials">As whom it logs in.</param>
    /// <param name="sessionStarted">What each new session needs.</param>
    /// <param name="stateChanged">Told how far it is.</param>
    /// <param name="answer">Answers what the server asks.</param>
    public XmppClient Create(
        Func<CancellationToken, ValueTask<XmppCredentials>> credentials,
        Func<IXmppSession, CancellationToken, Task> sessionStarted,
        Action<XmppState> stateChanged,
        Func<Iq, Iq?> answer)
    {
        var settings = new XmppClientOptions
        {
            Server = Options.ChatUrl!,
            Host = Options.ChatHost,
            Credentials = credentials,
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
