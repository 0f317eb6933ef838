using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Rooms;

/// <summary>XEP-0045 §6.5, §7.2 and §7.14: joins and leaves rooms, and says who is there.</summary>
internal sealed class RoomRequests(IXmppSession session, RoomList rooms, PendingJoins joins, TimeSpan timeout, TimeProvider time)
    : IAnswers<JoinDialog, Done>, IAnswers<LeaveDialog, Done>, IAnswers<GetOnlineOccupants, OnlineOccupants>
{
    /// <inheritdoc />
    /// <remarks>A room that does not exist is made by joining it, where the server allows that.</remarks>
    public Task<Done> AnswerAsync(JoinDialog request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        var room = rooms.FindOrAdd(AddressOf(request.Dialog));
        try
        {
            await RoomEntrance.LearnAsync(session, room, cancellationToken).ConfigureAwait(false);
            var presence = RoomEntrance.Join(room);
            using var pending = joins.Add(room.Dialog.Id, presence.Id!);
            await session.PostAsync(presence, cancellationToken).ConfigureAwait(false);
            await pending.Answer.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            return new Done();
        }
        catch (TimeoutException e)
        {
            throw new ConnectorException($"The room {room.Address} did not answer within {timeout}.", e);
        }
        finally
        {
            if (!room.IsWanted)
            {
                rooms.Remove(room);
            }
        }
    });

    /// <inheritdoc />
    public Task<Done> AnswerAsync(LeaveDialog request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        if (rooms.Find(AddressOf(request.Dialog)) is { } room)
        {
            // First the list: if the connection breaks now, the account must not join again by itself.
            rooms.Remove(room);
            await session.SendAsync(RoomJoin.Leave(room.Address, room.Nick), cancellationToken).ConfigureAwait(false);
        }

        return new Done();
    });

    /// <inheritdoc />
    public Task<OnlineOccupants> AnswerAsync(GetOnlineOccupants request, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(async () =>
        {
            var address = AddressOf(request.Dialog);
            if (rooms.Find(address) is { IsJoined: true } room)
            {
                return new OnlineOccupants { Users = room.Users };
            }

            var answer = await session.RequestAsync(RoomOccupants.Request(address), cancellationToken).ConfigureAwait(false);
            var nicks = Failures.Read(answer, iq => RoomOccupants.ParseNicks(iq, address));
            return new OnlineOccupants { Users = [.. nicks.Select(n => new UserRef(address.WithResource(n).ToString()))] };
        });

    private static Jid AddressOf(DialogRef dialog) =>
        Jid.TryParse(dialog.Id, out var address) && address.IsBare && address.Local.Length > 0
            ? address
            : throw new ConnectorRefusedException($"'{dialog.Id}' is no address of a room.", "jid-malformed");
}
