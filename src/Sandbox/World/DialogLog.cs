using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of one dialog. <see cref="History"/> guards it.</summary>
internal sealed class DialogLog
{
    // How many messages each user need not read any more: read ones, deleted ones and cleared ones. Counting what is left would
    // walk the whole dialog each time that somebody asks.
    private readonly Dictionary<int, int> _settled = [];

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
        foreach (var reader in entry.Message.ReadIds)
        {
            Settle(reader, 1);
        }
    }

    public void Remove(HistoryEntry entry)
    {
        InOrder.Remove(entry.InDialog!);
        ByDate = ByDate.RemoveAt(ByDate.BinarySearch(entry, HistoryEntry.ByDate));
        var cleared = Cuts.Where(cut => entry.Number <= cut.Value).Select(cut => cut.Key);
        foreach (var user in cleared.Union(entry.Message.ReadIds).Union(entry.Message.DeletedForIds))
        {
            Settle(user, -1);
        }
    }

    /// <summary>The user reads a message, or deletes it for themselves, as <paramref name="change"/> says.</summary>
    public void Change(HistoryEntry entry, int userId, Func<StoredMessage, StoredMessage> change)
    {
        var before = IsSettled(entry, userId);
        entry.Message = change(entry.Message);
        if (!before && IsSettled(entry, userId))
        {
            Settle(userId, 1);
        }
    }

    /// <summary>From now on the user does not see single ones that they have deleted.</summary>
    public void Cut(int userId) => Cuts = Cuts.SetItem(userId, Cuts.GetValueOrDefault(userId));

    /// <summary>From now on the user sees none of those that are there.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="number">The number of the last message, or a larger one.</param>
    public void Clear(int userId, long number)
    {
        Cuts = Cuts.SetItem(userId, number);
        _settled[userId] = InOrder.Count;
    }

    public HistoryView For(int userId) =>
        new(ByDate, userId, Cuts.TryGetValue(userId, out var cut) ? cut : null);

    /// <summary>How many messages the user sees and has not read. Costs nothing.</summary>
    public int CountUnread(int userId) => InOrder.Count - _settled.GetValueOrDefault(userId);

    private bool IsSettled(HistoryEntry entry, int userId) =>
        entry.Message.ReadIds.Contains(userId) || entry.Message.DeletedForIds.Contains(userId)
        || entry.Number <= Cuts.GetValueOrDefault(userId);

    private void Settle(int userId, int messages) =>
        _settled[userId] = _settled.GetValueOrDefault(userId) + messages;
}
