namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>
/// Reads a list part by part while it changes, for callers who keep nothing but a cursor in between; <see cref="CursorPages{T}"/> is for
/// those who stay. A part begins with the last item of the one before. When that does not stand there any more, items before it have
/// gone, and the part begins half a page earlier, so that nothing is missed as long as no more than half a page goes at once.
/// </summary>
/// <param name="read">Asks the service for at most <paramref name="pageSize"/> items.</param>
/// <param name="pageSize">At least 2.</param>
/// <param name="id">What tells an item from all others.</param>
/// <param name="key">What the list is sorted by and an item keeps; null for another order.</param>
internal sealed class ListPages<T>(PageReader<T> read, int pageSize, Func<T, string> id, Func<T, long>? key)
{
    /// <exception cref="ArgumentException">The cursor is none.</exception>
    public async Task<ListPage<T>> ReadAsync(string? cursor, CancellationToken cancellationToken)
    {
        var at = cursor is null ? null : ListCursor.Parse(cursor);
        var skip = at?.Skip ?? 0;
        var page = await read(at?.From, skip, cancellationToken).ConfigureAwait(false);
        if (skip > 0 && !page.Items.Any(item => id(item) == at!.LastId))
        {
            skip = Math.Max(0, skip - (pageSize / 2));
            page = await read(at!.From, skip, cancellationToken).ConfigureAwait(false);
        }

        var isLast = page.Items.Count < Math.Min(pageSize, page.Limit is > 0 and { } limit ? limit : pageSize);
        var next = isLast ? null : Next(at?.From, skip, page.Items);
        return next is not null && next.LastId == at?.LastId
            ? throw CursorPages<T>.Senseless()
            : new ListPage<T>([.. page.Items.Where(item => id(item) != at?.LastId)], next?.ToString());
    }

    private ListCursor Next(long? from, int skip, IReadOnlyList<T> items)
    {
        var last = items[^1];
        if (key is null || key(last) == from)
        {
            return new ListCursor(from, skip + items.Count - 1, id(last));
        }

        var lastKey = key(last);
        return new ListCursor(lastKey, items.Count(item => key(item) == lastKey) - 1, id(last));
    }
}

/// <summary>A part of a list, for somebody who comes back for the next one with nothing but a cursor.</summary>
/// <param name="Items">Those of this part. While the list changes, one of an earlier part may be there again.</param>
/// <param name="Next">The cursor of the next part; null after the last.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);
