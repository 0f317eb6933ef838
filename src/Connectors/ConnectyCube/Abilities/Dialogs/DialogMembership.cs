using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Requests;
using DialogType = BotPlatform.ConnectyCube.Rest.Dialogs.DialogType;

namespace BotPlatform.ConnectyCube.Abilities.Dialogs;

/// <summary>Section 5.3: what the account itself is in a dialog: a member or not, and one who is notified or not.</summary>
internal sealed class DialogMembership(IDialogsApi api, RestDialogs dialogs)
{
    public IEnumerable<object> All =>
    [
        RestAnswers.Of<SubscribeToDialog, DialogInfo>(async (request, cancellationToken) =>
        {
            var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
            return DialogMap.InfoOf(await api.SubscribeAsync(id, cancellationToken).ConfigureAwait(false));
        }),
        RestAnswers.Of<EndMembership>(LeaveAsync),
        RestAnswers.Of<GetDialogNotifications, DialogNotifications>(async (request, cancellationToken) =>
        {
            var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
            return new DialogNotifications(await api.GetNotificationsAsync(id, cancellationToken).ConfigureAwait(false));
        }),
        RestAnswers.Of<SetDialogNotifications, DialogNotifications>(async (request, cancellationToken) =>
        {
            var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
            return new DialogNotifications(
                await api.SetNotificationsAsync(id, request.AreEnabled, cancellationToken).ConfigureAwait(false));
        }),
    ];

    private async Task LeaveAsync(EndMembership request, CancellationToken cancellationToken)
    {
        var dialog = await dialogs.GetAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        await (dialog.Type switch
        {
            DialogType.Public => api.UnsubscribeAsync(dialog.Id, cancellationToken),
            DialogType.Group => api.DeleteAsync(dialog.Id, DeletionScope.ForMe, cancellationToken),
            _ => throw new ConnectorRefusedException(
                $"The dialog {dialog.Id} is neither a group nor public, so nobody leaves it; it can be deleted.", "bad-request"),
        }).ConfigureAwait(false);
    }
}
