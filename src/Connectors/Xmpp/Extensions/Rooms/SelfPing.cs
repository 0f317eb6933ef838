using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0410: whether a room still counts us among its occupants.</summary>
public enum RoomStanding
{
    /// <summary>It does.</summary>
    Joined,

    /// <summary>It does not: join again.</summary>
    NotJoined,

    /// <summary>Nobody knows; ask again later.</summary>
    Unknown,
}

/// <summary>XEP-0410: asks a room whether we are still there, because it may forget us without a word.</summary>
public static class SelfPing
{
    /// <summary>
    /// What a room that answers by itself has among its features (§3.3); others pass the question to our devices.
    /// </summary>
    public const string OptimizationFeature = "http://jabber.org/protocol/muc#self-ping-optimization";

    /// <summary>The request.</summary>
    /// <exception cref="XmppFormatException">The nick cannot be part of an address.</exception>
    public static Iq Request(Jid room, string nick) => Ping.Request(room.WithResource(nick));

    /// <summary>Asks, and waits for the answer as long as for any other.</summary>
    /// <exception cref="XmppFormatException">The nick cannot be part of an address.</exception>
    /// <exception cref="XmppConnectionException">There is no connection.</exception>
    public static async Task<RoomStanding> AskAsync(
        IXmppSession session, Jid room, string nick, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(await session.RequestAsync(Request(room, nick), cancellationToken).ConfigureAwait(false));
        }
        catch (XmppStanzaException e)
        {
            return Judge(e.Error);
        }
        catch (XmppConnectionException e) when (e.InnerException is TimeoutException)
        {
            return Judge(answer: null);
        }
    }

    /// <summary>§3.2: what the answer means; null stands for none, in time.</summary>
    public static RoomStanding Judge(Iq? answer) => answer switch
    {
        { Type: IqType.Result } => RoomStanding.Joined,
        { Error: { } error } => Judge(error),
        _ => RoomStanding.Unknown,
    };

    /// <summary>§3.2: what a refusal means.</summary>
    /// <remarks>
    /// The XEP takes every <c>item-not-found</c> for "joined, under another nick". Servers also say so of rooms that a restart
    /// has swept away, so it is believed only of the room itself; otherwise the price is joining once too often.
    /// </remarks>
    public static RoomStanding Judge(StanzaError error) => error switch
    {
        // The service is down; one of our devices would not tell us to wait.
        { Condition: "service-unavailable", Type: "wait" } => RoomStanding.Unknown,
        { Condition: "remote-server-not-found" or "remote-server-timeout" } => RoomStanding.Unknown,

        // One of our devices got the question and does not know pings.
        { Condition: "service-unavailable" or "feature-not-implemented" } => RoomStanding.Joined,
        { Condition: "item-not-found", By.Local.Length: > 0 } => RoomStanding.Joined,
        _ => RoomStanding.NotJoined,
    };
}
