using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Records;

/// <summary>
/// Section 9: custom objects of one class. Everything throws <see cref="ConnectyCubeException"/> when the service refuses or cannot
/// be reached; a class that is not configured is 404.
/// </summary>
/// <typeparam name="T">The fields of the class.</typeparam>
public interface IRecordsApi<T>
{
    /// <summary>Begins queries.</summary>
    RecordQuery<T> Query { get; }

    /// <summary>Makes an object.</summary>
    Task<Record<T>> CreateAsync(T fields, CancellationToken cancellationToken);

    /// <summary>Makes several objects in one call.</summary>
    Task<IReadOnlyList<Record<T>>> CreateAsync(IReadOnlyList<T> fields, CancellationToken cancellationToken);

    /// <summary>The objects with these ids, those that there are.</summary>
    /// <exception cref="ArgumentException">There are no ids.</exception>
    Task<IReadOnlyList<Record<T>>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>A part of the list; in the service's own order unless the query sorts it.</summary>
    Task<Page<Record<T>>> ListAsync(Query<Record<T>> query, Part? part, CancellationToken cancellationToken);

    /// <summary>All that the query names, oldest first, each once, also those that are made meanwhile.</summary>
    /// <exception cref="ConnectyCubeException">
    /// Also when an item cannot be read: <see cref="ConnectyCubeException.Item"/> names it, and nothing is left out in silence.
    /// </exception>
    IAsyncEnumerable<Record<T>> ListAllAsync(Query<Record<T>> query, CancellationToken cancellationToken);

    /// <summary>How many the query names.</summary>
    Task<long> CountAsync(Query<Record<T>> query, CancellationToken cancellationToken);

    /// <summary>Writes an object's fields anew; those that the JSON of <typeparamref name="T"/> leaves out stay.</summary>
    Task<Record<T>> UpdateAsync(string id, T fields, CancellationToken cancellationToken);

    /// <summary>Deletes objects and says what became of each; what is not permitted is no exception.</summary>
    Task<DeletionReport> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Deletes all that the query names and the caller may delete; returns how many.</summary>
    /// <exception cref="ArgumentException">The query has no condition: nobody deletes everything by mistake.</exception>
    Task<long> DeleteWhereAsync(Query<Record<T>> query, CancellationToken cancellationToken);
}

internal sealed class RecordsApi<T>(RestSession session, string className, JsonTypeInfo<T> fieldsType) : IRecordsApi<T>
{
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
        var byNumber = fields.Select((one, number) =>
            KeyValuePair.Create(RestCall.Text(number), JsonSerializer.SerializeToNode(one, fieldsType)));
        var body = new JsonObject { ["record"] = new JsonObject(byNumber) };
        var call = RestCall.Post($"{_root}/multi", body, RestJson.Default.JsonObject);
        return (await session.SendAsync(call, _json.Page, cancellationToken).ConfigureAwait(false)).Items;
    }

    public async Task<IReadOnlyList<Record<T>>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var call = RestCall.Get(RestCall.PathOfAll(_root, ids));
        return (await session.SendAsync(call, _json.Page, cancellationToken).ConfigureAwait(false)).Items;
    }

    public Task<Page<Record<T>>> ListAsync(Query<Record<T>> query, Part? part, CancellationToken cancellationToken) =>
        List.ReadAsync(query, part, cancellationToken);

    public IAsyncEnumerable<Record<T>> ListAllAsync(Query<Record<T>> query, CancellationToken cancellationToken) =>
        List.ReadAllAsync(query, ByCreation, PageSize, cancellationToken);

    public Task<long> CountAsync(Query<Record<T>> query, CancellationToken cancellationToken) =>
        List.CountAsync(query, cancellationToken);

    public Task<Record<T>> UpdateAsync(string id, T fields, CancellationToken cancellationToken) =>
        session.SendAsync(RestCall.Put(RestCall.PathOf(_root, id), fields, fieldsType), _json.One, cancellationToken);

    public Task<DeletionReport> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        session.DeleteAsync(_root, ids, scope: null, cancellationToken);

    public async Task<long> DeleteWhereAsync(Query<Record<T>> query, CancellationToken cancellationToken)
    {
        if (query.Parameters.Count == 0)
        {
            throw new ArgumentException("The query names everything; say what shall be deleted.", nameof(query));
        }

        var call = RestCall.Delete($"{_root}/by_criteria", query.Parameters);
        return (await session.SendAsync(call, RestJson.Default.DeletedAnswer, cancellationToken).ConfigureAwait(false)).TotalDeleted;
    }
}
