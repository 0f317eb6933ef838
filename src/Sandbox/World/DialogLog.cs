using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of one dialog. <see cref="History"/> guards it.</summary>
internal sealed class DialogLog
{
    /// <summary>In the order of their arrival.</summary>
    public LinkedList<HistoryEntry> InOrder { get; } = new();

    /// <summary>By date: immutable, so that readers take it as it is and nothing is copied for them.</summary>
    public ImmutableList<HistoryEntry> ByDate { get; private set; } = [];

    /// <summary>When something last came.</summary>
    public DateTimeOffset? MovedAt { get; private set; }

    /// <summary>
    /// Who does not see all of it: the number of the last message that was cleared for them, 0 when only single ones were.
    /// </summary>
    public ImmutableDictionary<int, long> Cuts { get; private set; } = ImmutableDictionary<int, long>.Empty;

    public void Add(HistoryEntry entry)
    {
        entry.InDialog = InOrder.AddLast(entry);
        ByDate = ByDate.IsEmpty || HistoryEntry.ByDate.Compare(ByDate[^1], entry) < 0
            ? ByDate.Add(entry)
            : ByDate.Insert(~ByDate.BinarySearch(entry, HistoryEntry.ByDate), entry);
        MovedAt = entry.Message.CreatedAt;
    }

    public void Remove(HistoryEntry entry)
    {
        InOrder.Remove(entry.InDialog!);
        ByDate = ByDate.RemoveAt(ByDate.BinarySearch(entry, HistoryEntry.ByDate));
    }

    /// <summary>From now on the user does not see this message nor any before it; with 0, single ones are hidden.</summary>
    public void Cut(int userId, long number) => Cuts = Cuts.SetItem(userId, Math.Max(number, Cuts.GetValueOrDefault(userId)));

    public HistoryView For(int userId) =>
        new(ByDate, userId, Cuts.TryGetValue(userId, out var cut) ? cut : null);
}
