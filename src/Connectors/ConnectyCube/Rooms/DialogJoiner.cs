using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Rooms;

/// <summary>Section 4.16: joins groups, and waits until the group has let the account in.</summary>
internal sealed class DialogJoiner(
    IXmppSession session, GroupRooms rooms, PendingJoins joins, TimeSpan timeout, TimeProvider time)
    : IAnswers<JoinDialog, Done>
{
    /// <inheritdoc />
    public Task<Done> AnswerAsync(JoinDialog request, CancellationToken cancellationToken) => Failures.TranslateAsync(async () =>
    {
        var dialogId = await rooms.FindAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        var presence = rooms.Join(dialogId);
        using var pending = joins.Add(dialogId, presence.Id!);
        await session.PostAsync(presence, cancellationToken).ConfigureAwait(false);
        try
        {
            await pending.Answer.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            return new Done();
        }
        catch (TimeoutException e)
        {
            rooms.Joined.Forget(dialogId);
            throw new ConnectorException($"The group {dialogId} did not answer within {timeout}.", e);
        }
    });
}
