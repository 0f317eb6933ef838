using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Rooms;

/// <summary>
/// Section 4.16: leaves groups. Done when the server has the word; a group that was never joined says nothing to it.
/// </summary>
internal sealed class DialogLeaver(IXmppSession session, GroupRooms rooms, SessionWishes wishes) : IAnswers<LeaveDialog, Done>
{
    /// <inheritdoc />
    public Task<Done> AnswerAsync(LeaveDialog request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        var dialogId = await rooms.FindAsync(request.Dialog, cancellationToken).ConfigureAwait(false);

        // First the wish: if the connection breaks now, the account must not join again by itself.
        if (wishes.Leave(dialogId))
        {
            await session.SendAsync(rooms.Leave(dialogId), cancellationToken).ConfigureAwait(false);
        }

        return new Done();
    });
}
