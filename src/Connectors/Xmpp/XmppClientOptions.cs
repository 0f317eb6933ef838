using System.Security.Cryptography.X509Certificates;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp;

/// <summary>Where and as whom to log in.</summary>
public sealed record XmppClientOptions
{
    /// <summary>
    /// <c>xmpp://host:port</c> is TCP with STARTTLS (default port 5222), <c>xmpps://</c> TCP with direct TLS (XEP-0368, 5223),
    /// <c>wss://</c> and <c>ws://</c> WebSocket (RFC 7395).
    /// </summary>
    public required Uri Server { get; init; }

    /// <summary>
    /// The domain of the account's address. Over TCP the server's certificate must be valid for it (RFC 6120 §13.7.2); over
    /// WebSocket for the host of <see cref="Server"/>.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>As whom to log in. Asked before each login, so it may fetch a password that expires.</summary>
    /// <remarks>
    /// An <see cref="XmppAuthenticationException"/> that it throws ends the attempts; any other <see cref="XmppException"/> is
    /// one that failed.
    /// </remarks>
    public required Func<CancellationToken, ValueTask<XmppCredentials>> Credentials { get; init; }

    /// <summary>The resource to ask for; null lets the server choose.</summary>
    public string? Resource { get; init; }

    /// <summary>
    /// How long the whole login may take, and after it <see cref="SessionStarted"/> once more. Default 15 seconds.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an IQ waits for its answer, and a sent stanza for its acknowledgement. Default 15 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// RFC 6120 §4.6.1: after how much silence of ours a white space is sent to keep middleboxes awake; over WebSocket a ping
    /// frame. Default 30 seconds; zero switches it off.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// XEP-0199: after how much silence of the server it is pinged; without an answer within <see cref="RequestTimeout"/> the
    /// connection counts as broken. Default 60 seconds; zero switches it off.
    /// </summary>
    /// <remarks>
    /// A link that is silently dead is noticed after both times together, and at most a quarter of the shortest of
    /// <see cref="PingInterval"/>, <see cref="RequestTimeout"/> and <see cref="KeepAliveInterval"/> later, which is how often somebody
    /// looks. When something was sent into it, it is noticed after <see cref="RequestTimeout"/> and that quarter.
    /// </remarks>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Restricts the choice of SASL mechanisms; null allows all that are known. The strongest offered is taken.
    /// </summary>
    public IReadOnlyList<string>? SaslMechanisms { get; init; }

    /// <summary>
    /// Allows a connection that is not encrypted to a server on another machine. Default false; even then the password itself
    /// (PLAIN) is never sent in clear text.
    /// </summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>Certificates of the authorities to trust instead of the system's; null trusts the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>
    /// SHA-256 of the one server certificate that is accepted, as 64 hex digits; colons are ignored. It replaces every other
    /// check of the certificate, so it also accepts a self-signed one.
    /// </summary>
    public string? PinnedCertificateSha256 { get; init; }

    /// <summary>How much the server may send in one stanza.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;

    /// <summary>
    /// How many received stanzas may wait to be read from <see cref="XmppClient.Received"/> before the socket is no longer read,
    /// and with it the acknowledgements of what we sent. Default 16,384: some 20 MB if the reader is that slow.
    /// </summary>
    public int ReceiveCapacity { get; init; } = 16 * 1024;

    /// <summary>How many sent stanzas may wait for the server's acknowledgement before sending waits. Default 1,024.</summary>
    public int UnacknowledgedCapacity { get; init; } = 1024;

    /// <summary>Whether stream management (XEP-0198) is used when the server offers it. Default true.</summary>
    public bool UseStreamManagement { get; init; } = true;

    /// <summary>
    /// Whether a session is resumed after a broken connection (XEP-0198 §5) when the server offers it. Default true.
    /// </summary>
    public bool UseResumption { get; init; } = true;

    /// <summary>
    /// How long a session is kept for its resumption when the server does not say how long it keeps it. Default five minutes.
    /// </summary>
    public TimeSpan ResumptionWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When to try again. By default always.</summary>
    public XmppReconnect Reconnect { get; init; } = new();

    /// <summary>Holds back a login while too many others are under way; null lets it begin at once.</summary>
    public LoginLimiter? LoginLimiter { get; init; }

    /// <summary>
    /// Runs after each login that began a new session, and not after a resumption, before the state is
    /// <see cref="XmppState.Online"/> and anybody else can send: the place for the presence, carbons, rooms. When it throws an
    /// <see cref="XmppException"/>, the login has failed. When the connection breaks meanwhile, it runs again, from its beginning,
    /// also if the session is resumed then.
    /// </summary>
    public Func<IXmppSession, CancellationToken, Task>? SessionStarted { get; init; }

    /// <summary>
    /// Answers a request that somebody sends us (RFC 6120 §8.2.3), with its result or an error; null refuses it as
    /// <c>service-unavailable</c>. Pings are answered without it. Must return quickly.
    /// </summary>
    public Func<Iq, Iq?>? AnswerRequest { get; init; }

    /// <summary>
    /// Opens the byte stream to the server instead of the library: through a proxy, or in memory. It is treated as one to this
    /// machine if <see cref="Server"/> is <c>localhost</c> or a loopback address. Not for WebSocket.
    /// </summary>
    public Func<CancellationToken, ValueTask<Stream>>? OpenStream { get; init; }

    /// <summary>
    /// Told each <see cref="XmppState"/> as it is reached, while connecting and afterwards, one after the other. Must return
    /// quickly.
    /// </summary>
    public Action<XmppState>? StateChanged { get; init; }

    /// <summary>The clock for all time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
