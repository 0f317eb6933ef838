using System.Runtime.CompilerServices;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>Reads a list that comes page by page, each item once, though pages of a list that changes may overlap.</summary>
internal static class Pages
{
    /// <param name="ask">Asks for the page at a cursor, which is null for the first, and returns the cursor of the next.</param>
    /// <param name="key">What tells an item from all others.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async IAsyncEnumerable<TItem> ReadAsync<TItem, TKey>(
        Func<string?, Task<(IReadOnlyList<TItem> Items, string? Next)>> ask, Func<TItem, TKey> key,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new HashSet<TKey>();
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var items, cursor) = await ask(cursor);
            foreach (var item in items.Where(item => known.Add(key(item))))
            {
                yield return item;
            }
        }
        while (cursor is not null);
    }
}
