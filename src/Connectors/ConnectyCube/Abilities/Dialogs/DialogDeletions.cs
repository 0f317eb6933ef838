using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities.Dialogs;

/// <summary>Section 5.3: deleting dialogs and their histories.</summary>
internal sealed class DialogDeletions(IDialogsApi api, RestDialogs dialogs)
{
    public IEnumerable<object> All =>
    [
        RestAnswers.Of<DeleteDialogs, DialogDeletion>(DeleteAsync),
        RestAnswers.Of<ClearHistory>(async (request, cancellationToken) => await api
            .ClearHistoryAsync(
                await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false), ScopeOf(request.IsForEverybody),
                cancellationToken)
            .ConfigureAwait(false)),
    ];

    private async Task<DialogDeletion> DeleteAsync(DeleteDialogs request, CancellationToken cancellationToken)
    {
        var (ids, notFound, forbidden) = (new Dictionary<DialogRef, string>(), new List<DialogRef>(), new List<DialogRef>());
        foreach (var dialog in request.Dialogs.Distinct())
        {
            try
            {
                ids[dialog] = await dialogs.IdOfAsync(dialog, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorRefusedException e)
            {
                (e.Reason == "forbidden" ? forbidden : notFound).Add(dialog);
            }
        }

        if (ids.Count == 0 && request.Dialogs.Count > 0)
        {
            return new DialogDeletion { NotFound = notFound, Forbidden = forbidden };
        }

        var report = await api
            .DeleteAsync([.. ids.Values.Distinct()], ScopeOf(request.IsForEverybody), cancellationToken).ConfigureAwait(false);
        if (request.IsForEverybody)
        {
            report.Deleted.ToList().ForEach(dialogs.Forget);
        }

        return new DialogDeletion
        {
            Deleted = [.. Named(report.Deleted)],
            NotFound = [.. notFound, .. Named(report.NotFound)],
            Forbidden = [.. forbidden, .. Named(report.NotPermitted)],
        };

        IEnumerable<DialogRef> Named(IReadOnlyList<string> some) =>
            ids.Where(pair => some.Contains(pair.Value, StringComparer.OrdinalIgnoreCase)).Select(pair => pair.Key);
    }

    private static DeletionScope ScopeOf(bool isForEverybody) =>
        isForEverybody ? DeletionScope.ForEverybody : DeletionScope.ForMe;
}
