using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Sections 6.4 and 6.7: what the account has not read.</summary>
internal sealed class UnreadAbilities(IMessagesApi messages, RestDialogs dialogs)
{
    public IEnumerable<object> All =>
    [
        RestAnswers.Of<GetUnread, UnreadMessages>(CountAsync),
        RestAnswers.Of<MarkAllRead>(async (request, cancellationToken) => await messages
            .MarkAllReadAsync(await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false)),
    ];

    private async Task<UnreadMessages> CountAsync(GetUnread request, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var dialog in request.Dialogs)
        {
            ids.Add(await dialogs.IdOfAsync(dialog, cancellationToken).ConfigureAwait(false));
        }

        var counts = await messages.GetUnreadAsync(ids, cancellationToken).ConfigureAwait(false);
        return new UnreadMessages
        {
            Total = counts.Total,
            Dialogs = [.. request.Dialogs.Zip(ids, (dialog, id) => new UnreadInDialog(dialog, counts.ByDialog.GetValueOrDefault(id)))],
        };
    }
}
