using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of a dialog at one moment, as one user sees them. Nothing is copied, and nobody is kept waiting.</summary>
internal sealed class HistoryView
{
    private readonly ImmutableList<HistoryEntry> _entries;
    private readonly int _userId;
    private readonly long? _cut;
    private readonly int _start;
    private readonly int _end;

    /// <param name="entries">By date.</param>
    /// <param name="userId">Whose view it is.</param>
    /// <param name="cut">The number of the last message that was cleared for the user; null when the user sees everything.</param>
    public HistoryView(ImmutableList<HistoryEntry> entries, int userId, long? cut)
        : this(entries, userId, cut, 0, entries.Count)
    {
    }

    private HistoryView(ImmutableList<HistoryEntry> entries, int userId, long? cut, int start, int end) =>
        (_entries, _userId, _cut, _start, _end) = (entries, userId, cut, start, end);

    public static HistoryView Empty { get; } = new([], userId: 0, cut: null);

    // The list walks from its beginning faster than it finds one entry after the other.
    private IEnumerable<HistoryEntry> Entries => _end - _start == _entries.Count ? _entries : From(newestFirst: false, skip: 0);

    /// <summary>How many messages the user sees.</summary>
    public int Count => _cut is null ? _end - _start : Entries.Count(IsVisible);

    /// <summary>Only what was sent from one second to another, both included. What is outside is not looked at.</summary>
    public HistoryView Between(long first, long last)
    {
        var start = IndexOf(first);
        var end = last == long.MaxValue ? _end : IndexOf(last + 1);
        return new HistoryView(_entries, _userId, _cut, start, Math.Max(start, end));
    }

    /// <summary>The messages by date, from one end or the other. Skipping costs nothing where the user sees everything.</summary>
    public IEnumerable<StoredMessage> Read(bool newestFirst = false, int skip = 0)
    {
        var all = _cut is null ? From(newestFirst, skip) : From(newestFirst, 0).Where(IsVisible).Skip(skip);
        return all.Select(entry => entry.Message);
    }

    private IEnumerable<HistoryEntry> From(bool newestFirst, int skip)
    {
        for (var i = skip; i < _end - _start; i++)
        {
            yield return _entries[newestFirst ? _end - 1 - i : _start + i];
        }
    }

    private bool IsVisible(HistoryEntry entry) =>
        _cut is null || (entry.Number > _cut && !entry.Message.DeletedForIds.Contains(_userId));

    /// <summary>Where the messages of a second begin, or would.</summary>
    private int IndexOf(long second)
    {
        var (low, high) = (_start, _end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _entries[middle].Message.DateSent < second ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
