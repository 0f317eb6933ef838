using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions.Rooms;

namespace BotPlatform.ConnectyCube.Rooms;

/// <summary>Section 4.16: who is online in a group.</summary>
internal sealed class OccupantList(IXmppSession session, GroupRooms rooms) : IAnswers<GetOnlineOccupants, OnlineOccupants>
{
    /// <inheritdoc />
    public Task<OnlineOccupants> AnswerAsync(GetOnlineOccupants request, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(async () =>
        {
            var room = rooms.Address(await rooms.FindAsync(request.Dialog, cancellationToken).ConfigureAwait(false));
            var answer = await session.RequestAsync(RoomOccupants.Request(room), cancellationToken).ConfigureAwait(false);
            var nicks = Failures.Read(answer, iq => RoomOccupants.ParseNicks(iq, room));
            return new OnlineOccupants
            {
                Users = [.. nicks.Where(n => ChatAddresses.IsUserId(n)).Select(n => new UserRef(n))],
            };
        });
}
