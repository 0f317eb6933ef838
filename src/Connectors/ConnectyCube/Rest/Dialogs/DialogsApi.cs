using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Users;

namespace BotPlatform.ConnectyCube.Rest.Dialogs;

internal sealed class DialogsApi(RestSession session) : IDialogsApi
{
    private const string Root = "chat/Dialog";
    private const int PageSize = 100;

    private static readonly CursorKey<Dialog, Dialog> ByCreation = new(
        DialogField.CreatedAt, dialog => dialog.Id, dialog => dialog.CreatedAt?.ToUnixTimeSeconds() ?? 0);

    private readonly ListReader<Dialog> _list = new(session, Root, new(RestJson.Default.PageDialog, RestJson.Default.Dialog));

    public Task<Dialog> CreateAsync(NewDialog dialog, CancellationToken cancellationToken) => session.SendAsync(
        RestCall.Post(Root, DialogJson.Of(dialog), RestJson.Default.JsonObject), RestJson.Default.Dialog, cancellationToken);

    public Task<Page<Dialog>> ListAsync(Query<Dialog> query, Part? part, CancellationToken cancellationToken) =>
        _list.ReadAsync(query, part, cancellationToken);

    public IAsyncEnumerable<Dialog> ListAllAsync(Query<Dialog> query, CancellationToken cancellationToken) =>
        _list.ReadAllAsync(query, ByCreation, PageSize, cancellationToken);

    public Task<ListStep<Dialog>> ListPageAsync(
        Query<Dialog> query, Direction direction, ListPlace place, CancellationToken cancellationToken) =>
        _list.ReadPageAsync(query, ByCreation with { Direction = direction }, PageSize, place, cancellationToken);

    public Task<ListStep<Dialog>> ListPageAsync(Query<Dialog> query, ListPlace place, CancellationToken cancellationToken) =>
        _list.ReadPageAsync(query, dialog => dialog.Id, PageSize, place, cancellationToken);

    public Task<long> CountAsync(Query<Dialog> query, CancellationToken cancellationToken) => _list.CountAsync(query, cancellationToken);

    public async Task<Dialog?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var call = RestCall.Get(Root, ("_id", id), ("limit", "1"));
        var page = await session.SendAsync(call, RestJson.Default.PageDialog, cancellationToken).ConfigureAwait(false);

        // A service that does not know the filter answers with any dialog; that must not become the recipient.
        return page.Items.FirstOrDefault(d => string.Equals(d.Id, id, StringComparison.OrdinalIgnoreCase));
    }

    public Task<Dialog> UpdateAsync(string id, DialogUpdate update, CancellationToken cancellationToken) => session.SendAsync(
        RestCall.Put(RestCall.PathOf(Root, id), DialogJson.Of(update), RestJson.Default.JsonObject), RestJson.Default.Dialog,
        cancellationToken);

    public Task DeleteAsync(string id, DeletionScope scope, CancellationToken cancellationToken) =>
        session.SendAsync(Deletions.CallOf(Root, id, scope), cancellationToken);

    public Task<DeletionReport> DeleteAsync(
        IReadOnlyList<string> ids, DeletionScope scope, CancellationToken cancellationToken) =>
        session.DeleteAsync(Root, ids, scope, cancellationToken);

    public Task ClearHistoryAsync(string id, DeletionScope scope, CancellationToken cancellationToken) =>
        session.SendAsync(Deletions.CallOf($"{Root}/clearHistory", [id], scope), cancellationToken);

    public Task<Dialog> SubscribeAsync(string id, CancellationToken cancellationToken) => session.SendAsync(
        new RestCall(HttpMethod.Post, RestCall.PathOf(Root, id, "subscribe")), RestJson.Default.Dialog, cancellationToken);

    public Task UnsubscribeAsync(string id, CancellationToken cancellationToken) =>
        session.SendAsync(RestCall.Delete(RestCall.PathOf(Root, id, "subscribe")), cancellationToken);

    public IAsyncEnumerable<User> ListOccupantsAsync(string id, CancellationToken cancellationToken) =>
        OccupantsOf(id).ReadAllAsync(user => RestCall.Text(user.Id), PageSize, cancellationToken);

    public Task<ListStep<User>> ListOccupantsPageAsync(string id, ListPlace place, CancellationToken cancellationToken) =>
        OccupantsOf(id).ReadPageAsync(new Query<User>(), user => RestCall.Text(user.Id), PageSize, place, cancellationToken);

    public Task<Dialog> ChangeAdminsAsync(
        string id, IReadOnlyList<long> add, IReadOnlyList<long> remove, CancellationToken cancellationToken) => session.SendAsync(
            RestCall.Put(
                RestCall.PathOf(Root, id, "admins"),
                DialogJson.Of(new DialogUpdate { AddAdmins = add, RemoveAdmins = remove }), RestJson.Default.JsonObject),
            RestJson.Default.Dialog, cancellationToken);

    public Task<bool> GetNotificationsAsync(string id, CancellationToken cancellationToken) =>
        NotificationsAsync(RestCall.Get(NotificationsOf(id)), cancellationToken);

    public Task<bool> SetNotificationsAsync(string id, bool enabled, CancellationToken cancellationToken) => NotificationsAsync(
        RestCall.Put(NotificationsOf(id), new JsonObject { ["enabled"] = enabled ? 1 : 0 }, RestJson.Default.JsonObject),
        cancellationToken);

    private ListReader<User> OccupantsOf(string id) =>
        new(session, RestCall.PathOf(Root, id, "occupants"), new(RestJson.Default.PageUser, RestJson.Default.User));

    private static string NotificationsOf(string id) => RestCall.PathOf(Root, id, "notifications");

    private async Task<bool> NotificationsAsync(RestCall call, CancellationToken cancellationToken) =>
        (await session.SendAsync(call, RestJson.Default.NotificationsAnswer, cancellationToken).ConfigureAwait(false))
            .Notifications.Enabled;
}

internal sealed record NotificationsAnswer
{
    public required Notifications Notifications { get; init; }
}

internal sealed record Notifications
{
    public bool Enabled { get; init; }
}
