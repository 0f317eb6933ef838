using BotPlatform.Connectors.XmppParts.Settings;

namespace BotPlatform.ConnectyCube;

/// <summary>
/// Where ConnectyCube is and who logs in: the section <c>ConnectyCube</c> of the configuration. Without accounts and without an
/// application the network is not used, and nothing need be set.
/// </summary>
public sealed class ConnectyCubeOptions : XmppConnectionOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "ConnectyCube";

    /// <summary>The REST service, <c>http</c> or <c>https</c>. Default <c>https://api.connectycube.com</c>.</summary>
    public Uri? ApiUrl { get; set; } = new("https://api.connectycube.com");

    /// <summary>
    /// The chat server: <c>wss://</c> or <c>ws://</c> for WebSocket, <c>xmpps://</c> for TCP that begins with TLS, <c>xmpp://</c>
    /// for TCP with STARTTLS. Default <c>wss://chat.connectycube.com:5291</c>.
    /// </summary>
    public Uri? ChatUrl { get; set; } = new("wss://chat.connectycube.com:5291");

    /// <summary>
    /// The host in users' chat addresses; group dialogs are at <c>muc.</c> of it. Default <c>chat.connectycube.com</c>.
    /// </summary>
    public string ChatHost { get; set; } = "chat.connectycube.com";

    /// <summary>The number of the application. No default.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The application's key; the REST service asks for it when a session is created. A secret. No default.</summary>
    public string AuthKey { get; set; } = "";

    /// <summary>The accounts to connect. Default none.</summary>
    public IList<ConnectyCubeAccount> Accounts { get; } = [];

    /// <summary>
    /// How long one attempt at a REST call may take, and how long a file that is uploaded or downloaded may stand still. Default
    /// 15 seconds.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often REST calls are repeated, and how many are made at a time.</summary>
    public RestOptions Rest { get; } = new();

    internal bool IsUnused => Accounts.Count == 0 && AppId.Length == 0 && AuthKey.Length == 0;
}

/// <summary>One login: a user id or a login name (or both), and a password or a session token.</summary>
public sealed class ConnectyCubeAccount
{
    /// <summary>
    /// The user's number. Without it, the connector asks the REST service for it at every connect. Default null.
    /// </summary>
    public string? UserId { get; set; }

    /// <summary>
    /// The login name, or the e-mail address (whatever holds an <c>@</c>). Without it the account has no REST session of its own
    /// and so cannot write into dialogs that it has heard nothing from yet. Default null.
    /// </summary>
    public string? Login { get; set; }

    /// <summary>The password. A secret. Default null.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// A session token from elsewhere, used in place of a password; nobody can renew it, so it ends with its two hours without
    /// use. A secret. Default null.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>What the account is called in events and commands: the user id when it is configured, else the login.</summary>
    internal string Name => KnownUserId ?? KnownLogin ?? "";

    internal string? KnownUserId => NullIfBlank(UserId);

    internal string? KnownLogin => NullIfBlank(Login);

    // A variable that is set to nothing is as good as one that is not set.
    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
