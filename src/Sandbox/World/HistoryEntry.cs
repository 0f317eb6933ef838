namespace BotPlatform.Sandbox.World;

/// <summary>A message and its places in the history. What the message is changes; where it stands does not.</summary>
/// <param name="message">The message at first.</param>
/// <param name="number">Its place in the order of arrival, over all dialogs.</param>
internal sealed class HistoryEntry(StoredMessage message, long number)
{
    // Read without a lock by whoever looks at a dialog.
    private volatile StoredMessage _message = message;

    public StoredMessage Message
    {
        get => _message;
        set => _message = value;
    }

    public long Number { get; } = number;

    public LinkedListNode<HistoryEntry>? InOrder { get; set; }

    public LinkedListNode<HistoryEntry>? InDialog { get; set; }

    /// <summary>By the time that clients see; within a second, by arrival (section 6.2).</summary>
    public static Comparer<HistoryEntry> ByDate { get; } = Comparer<HistoryEntry>.Create((one, other) =>
        (one.Message.DateSent, one.Number).CompareTo((other.Message.DateSent, other.Number)));
}
