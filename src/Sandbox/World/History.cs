using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of all dialogs, in the order of their arrival. Bounded: the oldest make room.</summary>
internal sealed class History(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Entry> _inOrder = new();
    private readonly Dictionary<string, LinkedList<Entry>> _byDialog = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The message with this id, or null.</summary>
    public StoredMessage? Find(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id)?.Message;
        }
    }

    /// <summary>Keeps a message; false when there is one with its id, which is then left as it is.</summary>
    public bool TryAdd(StoredMessage message)
    {
        lock (_lock)
        {
            var entry = new Entry(message with { DeliveredIds = [message.SenderId], ReadIds = [message.SenderId] });
            if (!_byId.TryAdd(message.Id, entry))
            {
                return false;
            }

            if (!_byDialog.TryGetValue(message.DialogId, out var ofDialog))
            {
                _byDialog[message.DialogId] = ofDialog = new LinkedList<Entry>();
            }

            entry.InOrder = _inOrder.AddLast(entry);
            entry.InDialog = ofDialog.AddLast(entry);
            while (_inOrder.Count > limit)
            {
                Remove(_inOrder.First!.Value);
            }

            return true;
        }
    }

    /// <summary>Replaces a message, in its place, and returns what it is now; null when it is gone.</summary>
    public StoredMessage? Change(string id, Func<StoredMessage, StoredMessage> change)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(id, out var entry) ? entry.Message = change(entry.Message) : null;
        }
    }

    /// <summary>Takes a message out, for everybody; false when there is none.</summary>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out var entry))
            {
                return false;
            }

            Remove(entry);
            return true;
        }
    }

    /// <summary>The messages of a dialog, oldest first.</summary>
    public StoredMessage[] Of(string dialogId)
    {
        lock (_lock)
        {
            return _byDialog.TryGetValue(dialogId, out var log) ? [.. log.Select(entry => entry.Message)] : [];
        }
    }

    /// <summary>The newest message of a dialog, or null.</summary>
    public StoredMessage? LastOf(string dialogId)
    {
        lock (_lock)
        {
            return _byDialog.GetValueOrDefault(dialogId)?.Last?.Value.Message;
        }
    }

    /// <summary>How many messages of a dialog the user has not read.</summary>
    public int CountUnread(string dialogId, int userId)
    {
        lock (_lock)
        {
            return _byDialog.TryGetValue(dialogId, out var log) ? log.Count(entry => !entry.Message.ReadIds.Contains(userId)) : 0;
        }
    }

    /// <summary>Notes that a user has the message, and perhaps has read it; returns what it is now, if it is there.</summary>
    public StoredMessage? Mark(string id, int userId, bool read) => Change(id, message => message with
    {
        DeliveredIds = With(message.DeliveredIds, userId),
        ReadIds = read ? With(message.ReadIds, userId) : message.ReadIds,
    });

    private static ImmutableArray<int> With(ImmutableArray<int> users, int userId) =>
        users.Contains(userId) ? users : users.Add(userId);

    private void Remove(Entry entry)
    {
        _byId.Remove(entry.Message.Id);
        _inOrder.Remove(entry.InOrder!);
        var log = entry.InDialog!.List!;
        log.Remove(entry.InDialog);
        if (log.Count == 0)
        {
            _byDialog.Remove(entry.Message.DialogId);
        }
    }

    /// <summary>A message and its two places.</summary>
    private sealed class Entry(StoredMessage message)
    {
        public StoredMessage Message { get; set; } = message;

        public LinkedListNode<Entry>? InOrder { get; set; }

        public LinkedListNode<Entry>? InDialog { get; set; }
    }
}
