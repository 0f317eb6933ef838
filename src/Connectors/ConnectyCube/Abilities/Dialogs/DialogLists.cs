using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Users;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities.Dialogs;

/// <summary>Section 5.3: which dialogs there are, what they are like and who is in them.</summary>
internal sealed class DialogLists(IDialogsApi api, RestDialogs dialogs)
{
    private const int PageSize = 100;

    public IEnumerable<object> All =>
    [
        RestAnswers.Of<GetDialogs, DialogPage>(ListAsync),
        RestAnswers.Of<CountDialogs, DialogCount>(async (request, cancellationToken) =>
            new DialogCount(await api.CountAsync(QueryOf(request.Filter), cancellationToken).ConfigureAwait(false))),
        RestAnswers.Of<GetDialog, DialogInfo>(async (request, cancellationToken) =>
            DialogMap.InfoOf(await dialogs.GetAsync(request.Dialog, cancellationToken).ConfigureAwait(false))),
        RestAnswers.Of<GetMembers, MemberPage>(ListMembersAsync),
    ];

    private async Task<DialogPage> ListAsync(GetDialogs request, CancellationToken cancellationToken)
    {
        var query = QueryOf(request.Filter);
        var pages = request.Order switch
        {
            DialogOrder.OldestFirst => AlongCreation(query, Direction.Ascending),
            DialogOrder.NewestFirst => AlongCreation(query, Direction.Descending),
            DialogOrder.LatestMessageFirst => InPlaces(query.SortBy(DialogField.LastMessageSentAt, Direction.Descending)),
            _ => throw new ConnectorRefusedException($"There is no order '{request.Order}' of dialogs.", "bad-request"),
        };
        var page = await pages.ReadAsync(request.Cursor, cancellationToken).ConfigureAwait(false);
        return new DialogPage { Dialogs = [.. page.Items.Select(DialogMap.InfoOf)], Next = page.Next };
    }

    private async Task<MemberPage> ListMembersAsync(GetMembers request, CancellationToken cancellationToken)
    {
        var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        var pages = new ListPages<User>(
            (_, skip, ct) => api.ListOccupantsAsync(id, PartAt(skip), ct), PageSize, user => RestCall.Text(user.Id), key: null);
        var page = await pages.ReadAsync(request.Cursor, cancellationToken).ConfigureAwait(false);
        return new MemberPage
        {
            Members = [.. page.Items.Select(user => new DialogMember(DialogMap.UserOf(user.Id), user.FullName ?? user.Login))],
            Next = page.Next,
        };
    }

    /// <summary>A dialog keeps the time of its creation, so what comes and goes moves nothing.</summary>
    private ListPages<Dialog> AlongCreation(Query<Dialog> query, Direction direction)
    {
        var sorted = query.SortBy(DialogField.CreatedAt, direction);
        return new ListPages<Dialog>(
            (from, skip, ct) => api.ListAsync(from is { } key ? sorted.Where(DialogField.CreatedAt, After(key)) : sorted, PartAt(skip), ct),
            PageSize, dialog => dialog.Id, dialog => dialog.CreatedAt?.ToUnixTimeSeconds() ?? 0);

        Condition<DateTimeOffset> After(long key)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(key);
            return direction == Direction.Ascending ? Is.AtLeast(time) : Is.AtMost(time);
        }
    }

    private ListPages<Dialog> InPlaces(Query<Dialog> query) =>
        new((_, skip, ct) => api.ListAsync(query, PartAt(skip), ct), PageSize, dialog => dialog.Id, key: null);

    private static Query<Dialog> QueryOf(DialogFilter filter)
    {
        var query = DialogQuery.All;
        if (filter.Types.Count > 0)
        {
            query = query.Where(DialogField.Type, Is.In([.. filter.Types.Select(DialogMap.TypeOf)]));
        }

        if (filter.ChangedSince is { } time)
        {
            // The service's times have no fraction.
            query = query.Where(DialogField.UpdatedAt, Is.AtLeast(DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds())));
        }

        if (filter.NameContains is { Length: > 0 } part)
        {
            query = query.Where(DialogField.Name, Is.Containing(part));
        }

        return filter.CustomFields.Aggregate(
            query, (sofar, field) => sofar.Where(DialogField.Extension(field.Key), Is.EqualTo(field.Value)));
    }

    private static Part PartAt(int skip) => new() { Offset = skip, Limit = PageSize };
}
