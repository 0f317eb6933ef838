using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Connections;
using BotPlatform.StandardXmpp.Connection;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.Rooms;

/// <summary>
/// Opens new rooms, looks now and then whether the account is still in its rooms (XEP-0410), and joins again where it is not.
/// </summary>
internal sealed partial class RoomKeeper(
    Jid account, IXmppSession session, RoomList rooms, PendingJoins joins, Errands errands, ConnectionStatus status, ILogger logger)
{
    /// <summary>The room has let us in, and more is to be asked or said before that is of use.</summary>
    /// <param name="room">The room.</param>
    /// <param name="isNew">Whether we have just made it.</param>
    public void Complete(Room room, bool isNew) => errands.Add(async cancellationToken =>
    {
        if (isNew)
        {
            await RoomEntrance.OpenAsync(session, room, cancellationToken).ConfigureAwait(false);
        }

        await RoomEntrance.LearnAsync(session, room, cancellationToken).ConfigureAwait(false);
        room.GivesIds ??= false;
        joins.Accept(room.Dialog.Id);
    });

    /// <summary>We are not in the room, but ought to be.</summary>
    public void JoinAgain(Room room) => errands.Add(cancellationToken => JoinAgainAsync(room, cancellationToken));

    /// <summary>Looks at all rooms at each interval, until the token fires. An interval of zero looks at none.</summary>
    public async Task RunAsync(TimeSpan interval, TimeProvider time, CancellationToken stopping)
    {
        if (interval == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
            {
                if (status.Current.State == ConnectionState.Ready)
                {
                    await Task.WhenAll(rooms.Wanted.Select(
                        room => errands.TryAsync(token => LookAsync(room, token), stopping))).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task LookAsync(Room room, CancellationToken cancellationToken)
    {
        if (!room.IsJoined || await IsForgottenAsync(room, cancellationToken).ConfigureAwait(false))
        {
            await JoinAgainAsync(room, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsForgottenAsync(Room room, CancellationToken cancellationToken) => RoomStanding.NotJoined
        == await SelfPing.AskAsync(session, room.Address, room.Nick, cancellationToken).ConfigureAwait(false);

    private async Task JoinAgainAsync(Room room, CancellationToken cancellationToken)
    {
        if (room.IsWanted)
        {
            LogJoinsAgain(account.ToString());
            await session.PostAsync(RoomEntrance.Join(room), cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {Account} is not in one of its rooms, and joins again.")]
    private partial void LogJoinsAgain(string account);
}
