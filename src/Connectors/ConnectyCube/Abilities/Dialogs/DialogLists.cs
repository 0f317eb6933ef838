using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities.Dialogs;

/// <summary>Section 5.3: which dialogs there are, what they are like and who is in them.</summary>
internal sealed class DialogLists(IDialogsApi api, RestDialogs dialogs)
{
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
        var (query, place) = (QueryOf(request.Filter), PlaceOf(request.Cursor));
        var page = await (request.Order switch
        {
            DialogOrder.OldestFirst => api.ListPageAsync(query, Direction.Ascending, place, cancellationToken),
            DialogOrder.NewestFirst => api.ListPageAsync(query, Direction.Descending, place, cancellationToken),
            DialogOrder.LatestMessageFirst => api.ListPageAsync(
                query.SortBy(DialogField.LastMessageSentAt, Direction.Descending), place, cancellationToken),
            _ => throw new ConnectorRefusedException($"There is no order '{request.Order}' of dialogs.", "bad-request"),
        }).ConfigureAwait(false);
        return new DialogPage { Dialogs = [.. page.Items.Select(DialogMap.InfoOf)], Next = page.Next?.ToString() };
    }

    private async Task<MemberPage> ListMembersAsync(GetMembers request, CancellationToken cancellationToken)
    {
        var place = PlaceOf(request.Cursor);
        var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        var page = await api.ListOccupantsPageAsync(id, place, cancellationToken).ConfigureAwait(false);
        return new MemberPage
        {
            Members = [.. page.Items.Select(user => new DialogMember(DialogMap.UserOf(user.Id), user.FullName ?? user.Login))],
            Next = page.Next?.ToString(),
        };
    }

    private static ListPlace PlaceOf(string? cursor) => cursor is null ? ListPlace.Start
        : ListPlace.TryParse(cursor, out var place) ? place
        : throw new ConnectorRefusedException("The list has no such place to go on: it is said with the page before.", "bad-request");

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
}
