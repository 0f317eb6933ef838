using System.Globalization;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Messages;

internal sealed class MessagesApi(RestSession session) : IMessagesApi
{
    private const string Root = "chat/Message";

    private static readonly CursorKey<HistoryMessage, HistoryMessage> BySending = new(
        MessageField.SentAt, message => message.Id, message => message.DateSent);

    private static readonly PageJson<HistoryMessage> Json = new(RestJson.Default.PageHistoryMessage, RestJson.Default.HistoryMessage);

    private readonly ListReader<HistoryMessage> _list = new(session, Root, Json);

    public Task<Page<HistoryMessage>> ListAsync(
        Query<HistoryMessage> query, Part? part, CancellationToken cancellationToken) =>
        _list.ReadAsync(query, part, cancellationToken);

    public Task<Page<HistoryMessage>> ListNewestAsync(
        string dialogId, int skip, int limit, CancellationToken cancellationToken) => _list.ReadAsync(
            MessageQuery.Of(dialogId).SortBy(MessageField.SentAt, Direction.Descending), new Part { Offset = skip, Limit = limit },
            cancellationToken);

    public IAsyncEnumerable<HistoryMessage> ListAllAsync(
        Query<HistoryMessage> query, Direction direction, int pageSize, CancellationToken cancellationToken) =>
        _list.ReadAllAsync(query, BySending with { Direction = direction }, pageSize, cancellationToken);

    public Task<ListStep<HistoryMessage>> ListPageAsync(
        Query<HistoryMessage> query, Direction direction, int pageSize, ListPlace place, CancellationToken cancellationToken) =>
        _list.ReadPageAsync(query, BySending with { Direction = direction }, pageSize, place, cancellationToken);

    public async Task<HistoryMessage?> GetAsync(string dialogId, string id, CancellationToken cancellationToken)
    {
        var query = MessageQuery.Of(dialogId).Where(MessageField.Id, Is.EqualTo(id));
        var page = await _list.ReadAsync(query, new Part { Limit = 1 }, cancellationToken).ConfigureAwait(false);

        // A service that does not know the filter answers with any message.
        return page.Items.FirstOrDefault(message => string.Equals(message.Id, id, StringComparison.OrdinalIgnoreCase));
    }

    public Task<long> CountAsync(Query<HistoryMessage> query, CancellationToken cancellationToken) =>
        _list.CountAsync(query, cancellationToken);

    public Task<Page<HistoryMessage>> PreviewAsync(string dialogId, CancellationToken cancellationToken) => session.SendAsync(
        RestCall.Get(Root, ("chat_dialog_id", dialogId), ("preview", "1")), Json, cancellationToken);

    public Task<HistoryMessage> CreateAsync(NewMessage message, CancellationToken cancellationToken) => session.SendAsync(
        RestCall.Post(Root, MessageJson.Of(message), RestJson.Default.JsonObject), RestJson.Default.HistoryMessage, cancellationToken);

    public Task UpdateAsync(
        string dialogId, IReadOnlyList<string> ids, MessageUpdate update, CancellationToken cancellationToken) => session.SendAsync(
            RestCall.Put(RestCall.PathOfAll(Root, ids), MessageJson.Of(dialogId, update), RestJson.Default.JsonObject), cancellationToken);

    public Task MarkAllReadAsync(string dialogId, CancellationToken cancellationToken) => session.SendAsync(
        RestCall.Put(Root, MessageJson.Of(dialogId, new MessageUpdate { Read = true }), RestJson.Default.JsonObject), cancellationToken);

    public Task<DeletionReport> DeleteAsync(
        IReadOnlyList<string> ids, DeletionScope scope, CancellationToken cancellationToken) =>
        session.DeleteAsync(Root, ids, scope, cancellationToken);

    public async Task<string> SendSystemAsync(
        long recipientId, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var call = RestCall.Post($"{Root}/system", MessageJson.Of(recipientId, parameters), RestJson.Default.JsonObject);
        return (await session.SendAsync(call, RestJson.Default.SystemMessageAnswer, cancellationToken).ConfigureAwait(false)).MessageId;
    }

    public async Task<UnreadCounts> GetUnreadAsync(IReadOnlyList<string> dialogIds, CancellationToken cancellationToken)
    {
        var call = RestCall.Get($"{Root}/unread", ("chat_dialog_ids", CommaList(dialogIds)));
        var counts = await session
            .SendAsync(call, RestJson.Default.IReadOnlyDictionaryStringInt64, cancellationToken).ConfigureAwait(false);
        var byDialog = new Dictionary<string, long>(counts);
        byDialog.Remove("total", out var total);
        return new UnreadCounts(total, byDialog);
    }

    public Task ReactAsync(string messageId, string? add, string? remove, CancellationToken cancellationToken)
    {
        var body = new JsonObject().Set("add", add).Set("remove", remove);
        return body.Count == 0
            ? throw new ArgumentException("A reaction is added, removed, or both.", nameof(add))
            : session.SendAsync(RestCall.Put(ReactionsOf(messageId), body, RestJson.Default.JsonObject), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> GetReactionsAsync(
        string messageId, CancellationToken cancellationToken) => await session
            .SendAsync(RestCall.Get(ReactionsOf(messageId)), RestJson.Default.DictionaryStringIReadOnlyListInt64, cancellationToken)
            .ConfigureAwait(false);

    public async Task<SearchResults> SearchAsync(MessageSearch search, CancellationToken cancellationToken)
    {
        var call = RestCall.Get(
            "chat/search",
            ("search_text", search.Text),
            ("chat_dialog_ids", CommaList(search.DialogIds)),
            ("start_date", Iso(search.Between?.Newest)),
            ("end_date", Iso(search.Between?.Oldest)),
            ("limit", search.Limit is { } limit ? RestCall.Text(limit) : null));
        return (await session.SendAsync(call, RestJson.Default.SearchAnswer, cancellationToken).ConfigureAwait(false)).Results;
    }

    private static string ReactionsOf(string messageId) => RestCall.PathOf(Root, messageId, "reactions");

    private static string? CommaList(IReadOnlyList<string> ids) => ids.Count == 0 ? null : string.Join(',', ids);

    private static string? Iso(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
