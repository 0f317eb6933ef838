using BotPlatform.Connectors.Parts;
using BotPlatform.StandardXmpp.Requests;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.Connection;

/// <summary>
/// What every new login needs before anybody else sends. A server forgets all of it with the session; a resumed session still has it.
/// </summary>
internal sealed partial class SessionSetup(Jid account, RoomList rooms, PendingJoins joins, ActivitySwitch activity, ILogger logger)
{
    /// <summary>Sets a session up.</summary>
    /// <exception cref="XmppConnectionException">The connection broke, or the server does not answer.</exception>
    public async Task RunAsync(IXmppSession session, CancellationToken cancellationToken)
    {
        // Whoever waits for a room waits for a session that is gone.
        joins.Fail();
        await EnableCarbonsAsync(session, cancellationToken).ConfigureAwait(false);
        var wanted = rooms.Wanted;
        await Task.WhenAll(wanted.Select(r => RoomEntrance.LearnAsync(session, r, cancellationToken))).ConfigureAwait(false);

        // Messages flow from here on (RFC 6121 §4.2).
        await session.PostAsync(Profile.Presence, cancellationToken).ConfigureAwait(false);
        foreach (var room in wanted)
        {
            // The room's answer is read like any other presence. What is sent to the room afterwards arrives after this.
            await session.PostAsync(RoomEntrance.Join(room), cancellationToken).ConfigureAwait(false);
        }

        await activity.RepeatAsync(session, cancellationToken).ConfigureAwait(false);
    }

    // Without carbons (XEP-0280) we do not hear what comes to another device of the account.
    private async Task EnableCarbonsAsync(IXmppSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(Carbon.EnableRequest(), cancellationToken).ConfigureAwait(false);
        }
        catch (XmppStanzaException e)
        {
            LogNoCarbons(account.ToString(), e.Condition);
        }
    }

    [LoggerMessage(LogLevel.Information, "The server makes no copies of messages for account {Account}: {Condition}.")]
    private partial void LogNoCarbons(string account, string condition);
}
