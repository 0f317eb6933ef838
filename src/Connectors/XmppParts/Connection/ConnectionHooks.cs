using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>
/// What a network does at the turns of an account's connection. Nothing here is called before the account is told to connect, so it
/// may use what is made after the connection.
/// </summary>
public sealed record ConnectionHooks
{
    /// <summary>As whom to log in; asked before each login.</summary>
    public required Func<CancellationToken, ValueTask<XmppCredentials>> Credentials { get; init; }

    /// <summary>Which settings to correct when they are refused, for example <c>user name or password</c>.</summary>
    public required string CredentialSettings { get; init; }

    /// <summary>The name of this device among those of the account; null lets the server choose.</summary>
    public string? Resource { get; init; }

    /// <summary>
    /// What each new session needs before anybody else sends. The account is ready when the server has answered a ping after it.
    /// </summary>
    public required Func<IXmppSession, CancellationToken, Task> SetUpAsync { get; init; }

    /// <summary>The session goes on after a broken connection. Must return quickly.</summary>
    public Action<IXmppSession>? Resumed { get; init; }

    /// <summary>Answers what others ask; null for what is not known. Must return quickly.</summary>
    public required Func<Iq, Iq?> Answer { get; init; }

    /// <summary>
    /// The event that a stanza means; null when it means none, and then it is acknowledged already. Must not throw, and return
    /// quickly.
    /// </summary>
    public required Func<ReceivedStanza, ReceivedEvent?> Read { get; init; }
}
