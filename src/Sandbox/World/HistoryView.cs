using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of a dialog at one moment, as one user sees them. Nothing is copied, and nobody is kept waiting.</summary>
/// <param name="entries">By date.</param>
/// <param name="userId">Whose view it is.</param>
/// <param name="cut">The number of the last message that was cleared for the user; null when the user sees everything.</param>
internal sealed class HistoryView(ImmutableList<HistoryEntry> entries, int userId, long? cut)
{
    public static HistoryView Empty { get; } = new([], userId: 0, cut: null);

    /// <summary>How many messages the user sees.</summary>
    public int Count => cut is null ? entries.Count : entries.Count(IsVisible);

    /// <summary>The messages by date, from one end or the other. Skipping costs nothing where the user sees everything.</summary>
    public IEnumerable<StoredMessage> Read(bool newestFirst = false, int skip = 0)
    {
        var all = cut is null ? From(newestFirst, skip) : From(newestFirst, 0).Where(IsVisible).Skip(skip);
        return all.Select(entry => entry.Message);
    }

    private IEnumerable<HistoryEntry> From(bool newestFirst, int skip)
    {
        for (var i = skip; i < entries.Count; i++)
        {
            yield return entries[newestFirst ? entries.Count - 1 - i : i];
        }
    }

    private bool IsVisible(HistoryEntry entry) =>
        cut is null || (entry.Number > cut && !entry.Message.DeletedForIds.Contains(userId));
}
