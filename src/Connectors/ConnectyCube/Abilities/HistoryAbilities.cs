using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Sections 6.2, 6.5 and 6.9: what was written before.</summary>
internal sealed class HistoryAbilities(IMessagesApi messages, RestDialogs dialogs)
{
    private const int MaxPageSize = 1000;

    public IEnumerable<object> All =>
    [
        RestAnswers.Of<GetHistory, HistoryPage>(ReadAsync),
        RestAnswers.Of<CountHistory, HistoryCount>(CountAsync),
        RestAnswers.Of<PreviewHistory, HistoryPreview>(PreviewAsync),
        RestAnswers.Of<FindPastMessage, FoundPastMessage>(FindAsync),
        RestAnswers.Of<SearchHistory, HistoryFindings>(SearchAsync),
        RestAnswers.Of<DeletePastMessages, MessageDeletion>(DeleteAsync),
    ];

    private async Task<HistoryPage> ReadAsync(GetHistory request, CancellationToken cancellationToken)
    {
        if (request.PageSize is < 2 or > MaxPageSize)
        {
            throw Bad($"A page of the history has 2 to {MaxPageSize} messages.");
        }

        var place = request.Cursor is null ? ListPlace.Start
            : ListPlace.TryParse(request.Cursor, out var parsed) ? parsed
            : throw Bad("The history has no such place to go on: it is said with the page before.");
        var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        var query = request.MarkAsRead ? MessageQuery.ReadBy(id) : MessageQuery.Of(id);
        var direction = request.Order == HistoryOrder.OldestFirst ? Direction.Ascending : Direction.Descending;
        var step = await messages
            .ListPageAsync(query.Where(request.Filter), direction, request.PageSize, place, cancellationToken)
            .ConfigureAwait(false);
        return new HistoryPage
        {
            Messages = [.. step.Items.Select(PastMessages.Of).Where(request.Filter.IsInTime)],
            Next = step.Next?.ToString(),
        };
    }

    private async Task<HistoryCount> CountAsync(CountHistory request, CancellationToken cancellationToken)
    {
        var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        return new HistoryCount(
            await messages.CountAsync(MessageQuery.Of(id).Where(request.Filter), cancellationToken).ConfigureAwait(false));
    }

    private async Task<HistoryPreview> PreviewAsync(PreviewHistory request, CancellationToken cancellationToken)
    {
        var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        var page = await messages.PreviewAsync(id, cancellationToken).ConfigureAwait(false);
        return new HistoryPreview { Messages = PastMessages.Of(page.Items) };
    }

    private async Task<FoundPastMessage> FindAsync(FindPastMessage request, CancellationToken cancellationToken)
    {
        var dialog = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        var message = ObjectId.TryNormalize(request.MessageId, out var id)
            ? await messages.GetAsync(dialog, id, cancellationToken).ConfigureAwait(false)
            : null;
        return new FoundPastMessage { Message = message is null ? null : PastMessages.Of(message) };
    }

    private async Task<HistoryFindings> SearchAsync(SearchHistory request, CancellationToken cancellationToken)
    {
        if (request.Since is null != request.Until is null)
        {
            throw Bad("A search has a beginning and an end in time, or neither.");
        }

        var ids = new List<string>();
        foreach (var dialog in request.Dialogs)
        {
            ids.Add(await dialogs.IdOfAsync(dialog, cancellationToken).ConfigureAwait(false));
        }

        var found = await messages.SearchAsync(
            new MessageSearch
            {
                Text = request.Text,
                DialogIds = ids,
                Between = request is { Since: { } since, Until: { } until } ? (since, until) : null,
                Limit = request.Limit,
            },
            cancellationToken).ConfigureAwait(false);
        return new HistoryFindings
        {
            Messages = PastMessages.Of(found.Messages),
            Dialogs = [.. found.Dialogs.Select(dialog => new DialogRef(dialog.Id))],
            Users = PastMessages.Users(found.Users.Select(user => user.Id)),
        };
    }

    private async Task<MessageDeletion> DeleteAsync(DeletePastMessages request, CancellationToken cancellationToken)
    {
        // What is no id names no message, and must not get into the path.
        var ids = request.MessageIds.Where(id => ObjectId.IsValid(id)).ToList();
        var nowhere = request.MessageIds.Where(id => !ObjectId.IsValid(id));
        if (ids.Count == 0 && request.MessageIds.Count > 0)
        {
            return new MessageDeletion { Deleted = [], NotFound = [.. nowhere], NotPermitted = [] };
        }

        var report = await messages.DeleteAsync(
            ids, request.ForEverybody ? DeletionScope.ForEverybody : DeletionScope.ForMe, cancellationToken).ConfigureAwait(false);
        return new MessageDeletion
        {
            Deleted = report.Deleted,
            NotFound = [.. report.NotFound, .. nowhere],
            NotPermitted = report.NotPermitted,
        };
    }

    private static ConnectorRefusedException Bad(string problem) => new(problem, "bad-request");
}
