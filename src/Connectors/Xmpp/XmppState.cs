using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp;

/// <summary>How far a client is. Each state is a type of its own and carries what is known only then.</summary>
public abstract record XmppState
{
    private XmppState()
    {
    }

    /// <summary>Nobody has asked for a connection yet.</summary>
    public sealed record Idle : XmppState;

    /// <summary>The socket is being opened.</summary>
    public sealed record Connecting : XmppState;

    /// <summary>RFC 6120 §5: the connection is becoming encrypted.</summary>
    public sealed record Securing : XmppState;

    /// <summary>RFC 6120 §6: the credentials are being proved.</summary>
    public sealed record Authenticating : XmppState;

    /// <summary>The credentials were accepted. XEP-0198 §5: the server is asked to go on with the session that broke.</summary>
    public sealed record Resuming : XmppState;

    /// <summary>The credentials were accepted. RFC 6120 §7: the server is assigning the full address.</summary>
    public sealed record Binding : XmppState;

    /// <summary>Stanzas can flow both ways.</summary>
    /// <param name="Address">The full address of this connection.</param>
    /// <param name="HasStreamManagement">Whether the server acknowledges stanzas (XEP-0198).</param>
    /// <param name="IsResumed">Whether this is the session of before, with nothing lost.</param>
    /// <param name="AwaySince">
    /// When this session replaces one that was lost: the last time at which the server is known to have been heard on that one.
    /// </param>
    public sealed record Online(
        Jid Address, bool HasStreamManagement, bool IsResumed = false, DateTimeOffset? AwaySince = null) : XmppState;

    /// <summary>There is no connection, and an attempt follows.</summary>
    /// <param name="Failures">How many attempts in a row have failed, a loss counted as one.</param>
    /// <param name="RetryAt">When the next attempt begins.</param>
    /// <param name="Error">Why there is no connection.</param>
    public sealed record Reconnecting(int Failures, DateTimeOffset RetryAt, XmppException Error) : XmppState;

    /// <summary>It is over until somebody asks for a connection again.</summary>
    /// <param name="Error">
    /// Why; null when we ended it ourselves, and an <see cref="XmppAuthenticationException"/> when the credentials are wrong.
    /// </param>
    public sealed record Closed(XmppException? Error) : XmppState;
}
