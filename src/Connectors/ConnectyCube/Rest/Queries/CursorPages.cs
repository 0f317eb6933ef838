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
/// Several items may share a key (messages of one second). So a page begins with an item that is known already, at its place among
/// those with its key. If something else stands there, one of those was removed, and they are all read again.
/// </remarks>
/// <param name="read">Asks the service, in the order of <paramref name="direction"/>.</param>
/// <param name="pageSize">How many items it is asked for.</param>
/// <param name="id">What tells an item from all others.</param>
/// <param name="key">What the list is sorted by.</param>
/// <param name="direction">Which way.</param>
internal sealed class CursorPages<T>(
    PageReader<T> read, int pageSize, Func<T, string> id, Func<T, long> key, Direction direction = Direction.Ascending)
{
    // How often in a row it may be read anew without finding anything new.
    private const int MaxRereads = 3;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long? _from;
    private int _skip;
    private int _rereads;
    private string? _lastFirst;

    public async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await read(_from, _skip, cancellationToken).ConfigureAwait(false);
            if (HasMoved(page.Items))
            {
                Restart();
                continue;
            }

            foreach (var item in page.Items)
            {
                if (TryLearn(item))
                {
                    yield return item;
                }
            }

            if (page.Items.Count < Math.Min(pageSize, page.Limit is > 0 and { } limit ? limit : pageSize))
            {
                yield break;
            }

            MoveOn(page.Items);
        }
    }

    /// <summary>Whether the item that the page should begin with is not there any more.</summary>
    private bool HasMoved(IReadOnlyList<T> items) => _skip > 0 && (items.Count == 0 || !_known.Contains(id(items[0])));

    private void Restart()
    {
        _skip = 0;
        _lastFirst = null;
        if (++_rereads > MaxRereads)
        {
            throw Senseless();
        }
    }

    private bool TryLearn(T item)
    {
        if (IsBefore(key(item)))
        {
            throw Senseless();
        }

        if (!_known.Add(id(item)))
        {
            return false;
        }

        _rereads = 0;
        return true;
    }

    private bool IsBefore(long key) => direction == Direction.Ascending ? key < _from : key > _from;

    private void MoveOn(IReadOnlyList<T> items)
    {
        var first = id(items[0]);
        if (items.Count < 2 || (_skip > 0 && first == _lastFirst))
        {
            throw Senseless();
        }

        var last = key(items[^1]);
        if (last == _from || (_from is null && items.All(item => key(item) == last)))
        {
            (_from, _skip, _lastFirst) = (last, _skip + items.Count - 1, first);
            return;
        }

        // Only those with the new key can come again.
        _known.Clear();
        var same = 0;
        foreach (var item in items)
        {
            if (key(item) == last)
            {
                _known.Add(id(item));
                same++;
            }
        }

        (_from, _skip, _lastFirst) = (last, same - 1, null);
    }

    public static ConnectyCubeException Senseless() =>
        new("ConnectyCube gives the same part of a list again and again, so its end cannot be found.");
}
