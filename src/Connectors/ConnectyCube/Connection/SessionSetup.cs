using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Activity;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Connection;

/// <summary>
/// What every new login needs before anybody else sends (sections 3.3 and 3.5). A server forgets all of it with the session; a
/// resumed session still has it.
/// </summary>
internal sealed partial class SessionSetup(
    string account, ChatAddresses addresses, GroupRooms rooms, PendingJoins joins, SessionWishes wishes, ILogger logger)
{
    /// <summary>Sets a session up.</summary>
    /// <exception cref="XmppConnectionException">The connection broke, or the server does not answer.</exception>
    public async Task RunAsync(IXmppSession session, CancellationToken cancellationToken)
    {
        // Whoever waits for a group waits for a session that is gone.
        joins.Fail();

        // Without carbons we do not hear what the account writes on other devices, which we leave out anyway.
        await TryAsync("carbons", Carbon.EnableRequest()).ConfigureAwait(false);

        // Messages flow from here on (section 3.4).
        await session.PostAsync(new Presence(), cancellationToken).ConfigureAwait(false);
        foreach (var dialogId in wishes.Joined)
        {
            // The group's answer is read like any other presence: what is refused becomes an event.
            await session.PostAsync(rooms.Join(dialogId), cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(wishes.Watched.Select(WatchAsync)).ConfigureAwait(false);
        if (wishes.IsInactive)
        {
            await TryAsync("the inactive state", MobileState.Request(isInactive: true)).ConfigureAwait(false);
        }

        async Task WatchAsync(string userId)
        {
            var request = ActivitySubscription.Request(addresses.User(userId), isWanted: true);
            if (!await TryAsync("a subscription", request).ConfigureAwait(false))
            {
                wishes.Unwatch(userId);
            }
        }

        async Task<bool> TryAsync(string what, Iq request)
        {
            try
            {
                await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (XmppStanzaException e)
            {
                LogRefused(account, what, e.Condition);
                return false;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The chat server refuses {What} to account {Account}: {Condition}.")]
    private partial void LogRefused(string account, string what, string condition);
}
