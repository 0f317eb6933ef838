using System.Runtime.CompilerServices;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>Asks for the part of a list that begins with a key.</summary>
/// <param name="from">The first key of the part, itself included; null for the beginning of the list.</param>
/// <param name="skip">How many items of the part to leave out.</param>
/// <param name="cancellationToken">Stops waiting.</param>
internal delegate Task<Page<T>> PageReader<T>(long? from, int skip, CancellationToken cancellationToken);

/// <summary>
/// Reads a list to its end, each item once, while it changes. The list is sorted by a key that an item keeps, and the next page
/// begins with the last key seen, so that what comes or goes elsewhere moves nothing.
/// </summary>
/// <remarks>
/// Several items may share a key (messages of one second). So a page begins with the last item of the page before, at its place
/// among those with its key. If it is not there, some of those were removed: it is looked for half a page earlier, and if it has gone
/// itself, they are all read again.
/// </remarks>
/// <param name="read">Asks the service, in the order of <paramref name="direction"/>.</param>
/// <param name="pageSize">How many items it is asked for.</param>
/// <param name="id">What tells an item from all others.</param>
/// <param name="key">What the list is sorted by.</param>
/// <param name="direction">Which way.</param>
internal sealed class CursorPages<T>(
    PageReader<T> read, int pageSize, Func<T, string> id, Func<T, long> key, Direction direction = Direction.Ascending)
{
    // How often in a row the items of one key may be read anew without finding anything new.
    private const int MaxRereads = 50;

    /// <summary>All items from here on, page by page.</summary>
    public async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Only those with the last key can come again.
        var known = new HashSet<string>(StringComparer.Ordinal);
        long? knownKey = null;
        for (var place = ListPlace.Start; place is not null;)
        {
            var step = await ReadPageAsync(place, cancellationToken).ConfigureAwait(false);
            var hasNew = false;
            foreach (var item in step.Items)
            {
                if (key(item) != knownKey)
                {
                    known.Clear();
                    knownKey = key(item);
                }

                if (known.Add(id(item)))
                {
                    hasNew = true;
                    yield return item;
                }
            }

            place = hasNew && step.Next is { } next ? next with { Rereads = 0 } : step.Next;
        }
    }

    /// <summary>The page that begins at a place. Whoever goes on from it drops what comes again.</summary>
    /// <exception cref="ConnectyCubeException">The service does not keep to the order, or always gives the same page.</exception>
    public async Task<ListStep<T>> ReadPageAsync(ListPlace place, CancellationToken cancellationToken)
    {
        var page = await read(place.Key, place.Skip, cancellationToken).ConfigureAwait(false);
        if (!Holds(page, place))
        {
            (place, page) = await ReadEarlierAsync(place, cancellationToken).ConfigureAwait(false);
        }

        var items = page.Items;
        if (items.Any(item => IsBefore(key(item), place.Key)))
        {
            throw Senseless();
        }

        var isLast = items.Count < Math.Min(pageSize, page.Limit is > 0 and { } limit ? limit : pageSize);
        return new ListStep<T>
        {
            Items = [.. items.Where(item => id(item) != place.LastId)],
            Next = isLast ? null : After(place, items),
        };
    }

    private async Task<(ListPlace Place, Page<T> Page)> ReadEarlierAsync(ListPlace place, CancellationToken cancellationToken)
    {
        if (place.Skip > pageSize / 2)
        {
            var earlier = place with { Skip = place.Skip - (pageSize / 2) };
            var page = await read(earlier.Key, earlier.Skip, cancellationToken).ConfigureAwait(false);
            if (Holds(page, earlier))
            {
                return (earlier, page);
            }
        }

        var first = Again(place) with { Skip = 0 };
        return (first, await read(first.Key, first.Skip, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether the item that the page should begin with is there; of the first with its key, nothing is missing before it.</summary>
    private bool Holds(Page<T> page, ListPlace place) => place.Skip == 0 || page.Items.Any(item => id(item) == place.LastId);

    private bool IsBefore(long one, long? other) => direction == Direction.Ascending ? one < other : one > other;

    private ListPlace After(ListPlace place, IReadOnlyList<T> items)
    {
        if (items.Count < 2)
        {
            throw Senseless();
        }

        var (last, lastId) = (key(items[^1]), id(items[^1]));
        if (last == place.Key || (place.Key is null && items.All(item => key(item) == last)))
        {
            var isStuck = lastId == place.LastId;
            return (isStuck ? Again(place) : place) with { Key = last, Skip = place.Skip + items.Count - 1, LastId = lastId };
        }

        return new ListPlace { Key = last, Skip = items.Count(item => key(item) == last) - 1, LastId = lastId };
    }

    private static ListPlace Again(ListPlace place) =>
        place.Rereads < MaxRereads ? place with { Rereads = place.Rereads + 1 } : throw Senseless();

    private static ConnectyCubeException Senseless() =>
        new("ConnectyCube gives the same part of a list again and again, so its end cannot be found.");
}
