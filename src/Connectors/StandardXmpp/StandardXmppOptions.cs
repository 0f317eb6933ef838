using BotPlatform.Connectors.XmppParts.Settings;

namespace BotPlatform.StandardXmpp;

/// <summary>
/// Where an XMPP server is and who logs in: the section <c>StandardXmpp</c> of the configuration. Without accounts the network is
/// not used, and nothing else need be set.
/// </summary>
public sealed class StandardXmppOptions : XmppConnectionOptions
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
