using BotPlatform.Connectors.Parts;

namespace BotPlatform.StandardXmpp;

/// <summary>
/// Where an XMPP server is and who logs in: the section <c>StandardXmpp</c> of the configuration. Without accounts the network is
/// not used, and nothing else need be set.
/// </summary>
public sealed class StandardXmppOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "StandardXmpp";

    /// <summary>
    /// The server: <c>xmpp://</c> for TCP with STARTTLS, <c>xmpps://</c> for TCP that begins with TLS, <c>wss://</c> or <c>ws://</c>
    /// for WebSocket. No default.
    /// </summary>
    public Uri? Server { get; set; }

    /// <summary>The domain of the accounts' addresses. No default.</summary>
    public string Host { get; set; } = "";

    /// <summary>The accounts to connect. Default none.</summary>
    public IList<StandardXmppAccount> Accounts { get; } = [];

    /// <summary>A PEM file with the only certificate authorities to trust. Default null: those of the operating system.</summary>
    public string? TrustedRootsFile { get; set; }

    /// <summary>
    /// The SHA-256 of the server's own certificate in hex; then that certificate is accepted and no other. Default null.
    /// </summary>
    public string? PinnedCertificateSha256 { get; set; }

    /// <summary>How long logging in may take. Default 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the server may take to answer a request or to acknowledge what was sent; a connection on which it takes longer
    /// counts as broken. Default 15 seconds.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how much silence of the server it is asked whether it is there. Default 60 seconds; zero never asks.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// XEP-0410: how often each joined room is asked whether the account is still in it; the account joins again where it is not.
    /// Default five minutes; zero never asks.
    /// </summary>
    public TimeSpan RoomCheckInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>When an account that cannot connect, or lost its connection, tries again.</summary>
    public ReconnectOptions Reconnect { get; } = new();

    /// <summary>How many accounts may log in at the same time; the others wait. Default 16.</summary>
    public int MaxConcurrentLogins { get; set; } = 16;

    /// <summary>
    /// Whether senders who ask for it are told, as soon as a message is safe with the host, that it arrived (XEP-0184). Default true.
    /// </summary>
    public bool AutomaticDelivered { get; set; } = true;
}

/// <summary>One login, and the rooms it is in.</summary>
public sealed class StandardXmppAccount
{
    /// <summary>The part of the address before <c>@</c>. No default.</summary>
    public string Username { get; set; } = "";

    /// <summary>The password. A secret. No default.</summary>
    public string Password { get; set; } = "";

    /// <summary>
    /// The name of this device among those of the account. Default null: the server chooses. With a fixed one, a second host with
    /// the same account throws the first one out.
    /// </summary>
    public string? Resource { get; set; }

    /// <summary>Under which name the account appears in rooms. Default null: <see cref="Username"/>.</summary>
    public string? Nick { get; set; }

    /// <summary>The addresses of rooms that the account joins at every login. Default none.</summary>
    public IList<string> Rooms { get; } = [];
}
