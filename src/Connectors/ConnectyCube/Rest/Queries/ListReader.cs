using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>Reads one of the service's lists: a part of it, all of it, or how long it is.</summary>
/// <remarks>
/// An item that cannot be read is left out of a part, which says so, and so does a warning in the log. Who reads all of a list gets
/// an error that names the item: nothing is lost in silence.
/// </remarks>
/// <param name="session">Who reads.</param>
/// <param name="path">Where the list is.</param>
/// <param name="json">How a part of it is read.</param>
/// <param name="skipName">What the service calls the number of items to leave out.</param>
internal sealed class ListReader<T>(RestSession session, string path, PageJson<T> json, string skipName = "skip")
{
    public Task<Page<T>> ReadAsync<TItem>(Query<TItem> query, Part? part, CancellationToken cancellationToken) =>
        session.SendAsync(CallOf(query, part), json, cancellationToken);

    public async Task<long> CountAsync<TItem>(Query<TItem> query, CancellationToken cancellationToken)
    {
        var call = RestCall.Get(path, [.. query.Parameters, ("count", "1")]);
        return (await session.SendAsync(call, RestJson.Default.CountAnswer, cancellationToken).ConfigureAwait(false)).Items.Count;
    }

    /// <summary>
    /// All items, in the order of a key that an item keeps; the query's own order does not count. A query that says what the key
    /// equals has no use for its beginning, and the service refuses both together.
    /// </summary>
    public IAsyncEnumerable<T> ReadAllAsync<TItem>(
        Query<TItem> query, CursorKey<TItem, T> cursor, int pageSize, CancellationToken cancellationToken) =>
        Along(query, cursor, pageSize).ReadAsync(cancellationToken);

    /// <summary>One page of the same.</summary>
    public Task<ListStep<T>> ReadPageAsync<TItem>(
        Query<TItem> query, CursorKey<TItem, T> cursor, int pageSize, ListPlace place, CancellationToken cancellationToken) =>
        Along(query, cursor, pageSize).ReadPageAsync(place, cancellationToken);

    /// <summary>All items of a list that cannot be sorted, in its own order.</summary>
    public IAsyncEnumerable<T> ReadAllAsync(Func<T, string> id, int pageSize, CancellationToken cancellationToken) =>
        ByPlace(new Query<T>(), id, pageSize).ReadAsync(cancellationToken);

    /// <summary>One page of a list that is not read along a key.</summary>
    public Task<ListStep<T>> ReadPageAsync<TItem>(
        Query<TItem> query, Func<T, string> id, int pageSize, ListPlace place, CancellationToken cancellationToken) =>
        ByPlace(query, id, pageSize).ReadPageAsync(place, cancellationToken);

    private CursorPages<T> ByPlace<TItem>(Query<TItem> query, Func<T, string> id, int pageSize) =>
        new((_, skip, ct) => ReadWholeAsync(query, new Part { Offset = skip, Limit = pageSize }, ct), pageSize, id, _ => 0);

    private CursorPages<T> Along<TItem>(Query<TItem> query, CursorKey<TItem, T> cursor, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 2);
        var sorted = query.SortBy(cursor.Field, cursor.Direction);
        var bound = cursor.Direction == Direction.Ascending ? "gte" : "lte";
        var isOneKey = query.Parameters.Any(parameter => parameter.Name == cursor.Field.Name);
        return new CursorPages<T>(
            (from, skip, ct) => ReadWholeAsync(
                from is { } key && !isOneKey ? sorted.With($"{cursor.Field.Name}[{bound}]", RestCall.Text(key)) : sorted,
                new Part { Offset = skip, Limit = pageSize }, ct),
            pageSize, cursor.IdOf, cursor.KeyOf, cursor.Direction);
    }

    private Task<Page<T>> ReadWholeAsync<TItem>(Query<TItem> query, Part part, CancellationToken cancellationToken) =>
        session.SendWholeAsync(CallOf(query, part), json, cancellationToken);

    private RestCall CallOf<TItem>(Query<TItem> query, Part? part)
    {
        List<(string Name, string? Value)> parameters = [.. query.Parameters];
        if (query.Sort is { } sort)
        {
            parameters.Add(sort);
        }

        if (part is not null)
        {
            parameters.Add((skipName, RestCall.Text(part.Offset)));
            parameters.Add(("limit", part.Limit is { } limit ? RestCall.Text(limit) : null));
        }

        return RestCall.Get(path, parameters);
    }
}

/// <summary>What a list is read along.</summary>
/// <param name="Field">The field that it is sorted by; an item keeps it for its life.</param>
/// <param name="IdOf">What tells an item from all others.</param>
/// <param name="KeyOf">What the field holds, as it is on the wire.</param>
/// <param name="Direction">Which way.</param>
internal sealed record CursorKey<TItem, T>(
    ISortField<TItem> Field, Func<T, string> IdOf, Func<T, long> KeyOf, Direction Direction = Direction.Ascending);
