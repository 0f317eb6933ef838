using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp;

/// <summary>How far a connection is. Each state is a type of its own and carries what is known only then.</summary>
public abstract record XmppState
{
    private XmppState()
    {
    }

    /// <summary>The socket is being opened.</summary>
    public sealed record Connecting : XmppState;

    /// <summary>RFC 6120 §5: the connection is becoming encrypted.</summary>
    public sealed record Securing : XmppState;

    /// <summary>RFC 6120 §6: the credentials are being proved.</summary>
    public sealed record Authenticating : XmppState;

    /// <summary>RFC 6120 §7: the server is assigning the full address.</summary>
    public sealed record Binding : XmppState;

    /// <summary>Stanzas can flow both ways.</summary>
    /// <param name="Address">The full address of this connection.</param>
    /// <param name="HasStreamManagement">Whether the server acknowledges stanzas (XEP-0198).</param>
    public sealed record Online(Jid Address, bool HasStreamManagement) : XmppState;

    /// <summary>It is over; a new connection is needed.</summary>
    /// <param name="Error">Why; null when we ended it ourselves.</param>
    public sealed record Closed(XmppException? Error) : XmppState;
}
