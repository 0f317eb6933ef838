using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Connections;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions.Rooms;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Rooms;

/// <summary>
/// XEP-0410: asks groups that are silent whether the account is still in them, and joins again where it is not. A group that
/// refuses is not joined again (<see cref="Chat.Inbound.OccupantEvents"/> reads the refusal).
/// </summary>
/// <remarks>Only presences break a silence: messages come to every member of a group, joined or not (section 4.3).</remarks>
internal sealed partial class RoomKeeper(
    string account, IXmppSession session, GroupRooms rooms, SessionWishes wishes, ConnectionStatus status, ILogger logger)
{
    /// <summary>Looks until the token fires. An interval of zero never looks.</summary>
    /// <param name="interval">How long a group may be silent; it is asked at most a quarter later.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">The end.</param>
    public async Task RunAsync(TimeSpan interval, TimeProvider time, CancellationToken stopping)
    {
        if (interval == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
            {
                if (status.Current.State == ConnectionState.Ready)
                {
                    var silent = wishes.Joined.Where(dialogId => rooms.Joined.IsSilent(dialogId, interval));
                    await Task.WhenAll(silent.Select(dialogId => LookAsync(dialogId, stopping))).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task LookAsync(string dialogId, CancellationToken cancellationToken)
    {
        try
        {
            var standing = await SelfPing.AskAsync(
                session, rooms.Address(dialogId), rooms.Nick, cancellationToken).ConfigureAwait(false);
            if (standing == RoomStanding.Joined)
            {
                rooms.Joined.Hear(dialogId);
            }
            else if (standing == RoomStanding.NotJoined && wishes.HasJoined(dialogId))
            {
                LogJoinsAgain(account, dialogId);
                await session.PostAsync(rooms.Join(dialogId), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (XmppException e)
        {
            // Without a connection nobody is in a group; the next login joins all of them.
            LogNotAsked(account, dialogId, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The group {Dialog} has forgotten account {Account}, which joins it again.")]
    private partial void LogJoinsAgain(string account, string dialog);

    [LoggerMessage(LogLevel.Debug, "Account {Account} could not ask the group {Dialog} whether it is still there: {Reason}")]
    private partial void LogNotAsked(string account, string dialog, string reason);
}
