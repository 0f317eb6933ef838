using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Records;

internal sealed class RecordsApi<T>(RestSession session, string className, JsonTypeInfo<T> fieldsType) : IRecordsApi<T>
{
    /// <summary>What a list gives at most, by ids too.</summary>
    private const int PageSize = 100;

    private readonly string _root = RestCall.PathOf("data", className);
    private readonly RecordJson<T> _json = new(fieldsType);

    public RecordQuery<T> Query { get; } = new();

    private ListReader<Record<T>> List => new(session, _root, new(_json.Page, _json.One));

    private CursorKey<Record<T>, Record<T>> ByCreation => new(
        Query.CreatedAt, record => record.Id, record => record.CreatedAt?.ToUnixTimeSeconds() ?? 0);

    public Task<Record<T>> CreateAsync(T fields, CancellationToken cancellationToken) =>
        session.SendAsync(RestCall.Post(_root, fields, fieldsType), _json.One, cancellationToken);

    public async Task<IReadOnlyList<Record<T>>> CreateAsync(IReadOnlyList<T> fields, CancellationToken cancellationToken)
    {
        var body = Numbered(fields.Select(one => JsonSerializer.SerializeToNode(one, fieldsType)), first: 0);
        var call = RestCall.Post($"{_root}/multi", body, RestJson.Default.JsonObject);
        return (await session.SendAsync(call, _json.Page, cancellationToken).ConfigureAwait(false)).Items;
    }

    public async Task<Record<T>?> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var page = await session.SendAsync(RestCall.Get(RestCall.PathOf(_root, id)), _json.Page, cancellationToken).ConfigureAwait(false);
            return page.Items.FirstOrDefault(record => string.Equals(record.Id, id, StringComparison.OrdinalIgnoreCase));
        }
        catch (ConnectyCubeException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Record<T>>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids is [var only])
        {
            return await GetAsync(only, cancellationToken).ConfigureAwait(false) is { } found ? [found] : [];
        }

        var records = new List<Record<T>>();
        foreach (var some in ids.Count == 0 ? [[]] : ids.Chunk(PageSize))
        {
            var call = RestCall.Get(RestCall.PathOfAll(_root, some));
            records.AddRange((await session.SendAsync(call, _json.Page, cancellationToken).ConfigureAwait(false)).Items);
        }

        return records;
    }

    public Task<Page<Record<T>>> ListAsync(Query<Record<T>> query, Part? part, CancellationToken cancellationToken) =>
        List.ReadAsync(query, part, cancellationToken);

    public IAsyncEnumerable<Record<T>> ListAllAsync(Query<Record<T>> query, CancellationToken cancellationToken) =>
        List.ReadAllAsync(query, ByCreation, PageSize, cancellationToken);

    public Task<long> CountAsync(Query<Record<T>> query, CancellationToken cancellationToken) =>
        List.CountAsync(query, cancellationToken);

    public Task<Record<T>> UpdateAsync(string id, T fields, CancellationToken cancellationToken) =>
        UpdateAsync(id, new RecordChange<T>().Set(fields), cancellationToken);

    public Task<Record<T>> UpdateAsync(string id, RecordChange<T> change, CancellationToken cancellationToken) =>
        session.SendAsync(Put(RestCall.PathOf(_root, id), BodyOf(change), change), _json.One, cancellationToken);

    public Task<RecordUpdateReport<T>> UpdateAsync(
        IReadOnlyDictionary<string, RecordChange<T>> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            throw new ArgumentException("There is nothing to change.", nameof(changes));
        }

        // The vendor's documents and client count from 1 here, and the documents from 0 where objects are made.
        var body = Numbered(changes.Select(pair => BodyOf(pair.Value).Set("id", pair.Key)), first: 1);
        return session.SendAsync(Put($"{_root}/multi", body, [.. changes.Values]), _json.Updates, cancellationToken);
    }

    public async Task<long> UpdateWhereAsync(Query<Record<T>> query, RecordChange<T> change, CancellationToken cancellationToken)
    {
        var body = BodyOf(change).Set("search_criteria", SearchCriteria.JsonOf(query));
        var call = Put($"{_root}/by_criteria", body, change);
        return (await session.SendAsync(call, RestJson.Default.UpdatedAnswer, cancellationToken).ConfigureAwait(false)).TotalFound;
    }

    public Task<DeletionReport> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        session.DeleteAsync(_root, ids, scope: null, cancellationToken);

    public async Task<long> DeleteWhereAsync(Query<Record<T>> query, CancellationToken cancellationToken)
    {
        var call = RestCall.Delete($"{_root}/by_criteria", SearchCriteria.Of(query));
        return (await session.SendAsync(call, RestJson.Default.DeletedAnswer, cancellationToken).ConfigureAwait(false)).TotalDeleted;
    }

    private static JsonObject Numbered(IEnumerable<JsonNode?> records, int first) => new()
    {
        ["record"] = new JsonObject(records.Select((record, number) => KeyValuePair.Create(RestCall.Text(first + number), record))),
    };

    private JsonObject BodyOf(RecordChange<T> change) => change.ToJson(fieldsType) is { Count: > 0 } body
        ? body
        : throw new ArgumentException("Nothing changes; say what shall.", nameof(change));

    /// <summary>An update is sent again only where that does no harm.</summary>
    private static RestCall Put(string path, JsonObject body, params IReadOnlyList<RecordChange<T>> changes) =>
        RestCall.Put(path, body, RestJson.Default.JsonObject) with { IsIdempotent = changes.All(change => change.IsIdempotent) };
}
