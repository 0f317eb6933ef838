using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of all dialogs, in the order of their arrival. Bounded: the oldest make room.</summary>
internal sealed class History(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredMessage> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<StoredMessage> _inOrder = new();
    private readonly Dictionary<string, DialogLog> _byDialog = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The message with this id, or null.</summary>
    public StoredMessage? Find(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>Keeps a message; false when there is one with its id, which is then left as it is.</summary>
    public bool TryAdd(StoredMessage message)
    {
        lock (_lock)
        {
            if (!_byId.TryAdd(message.Id, message))
            {
                return false;
            }

            message.ReadIds = message.DeliveredIds = [message.SenderId];
            _inOrder.Enqueue(message);
            if (!_byDialog.TryGetValue(message.DialogId, out var log))
            {
                _byDialog[message.DialogId] = log = new DialogLog();
            }

            log.Messages.Enqueue(message);
            log.Last = message;
            while (_inOrder.Count > limit)
            {
                RemoveOldest();
            }

            return true;
        }
    }

    /// <summary>The messages of a dialog, oldest first.</summary>
    public StoredMessage[] Of(string dialogId)
    {
        lock (_lock)
        {
            return _byDialog.TryGetValue(dialogId, out var log) ? log.Messages.ToArray() : [];
        }
    }

    /// <summary>The newest message of a dialog, or null.</summary>
    public StoredMessage? LastOf(string dialogId)
    {
        lock (_lock)
        {
            return _byDialog.GetValueOrDefault(dialogId)?.Last;
        }
    }

    /// <summary>How many messages of a dialog the user has not read.</summary>
    public int CountUnread(string dialogId, int userId)
    {
        lock (_lock)
        {
            return _byDialog.TryGetValue(dialogId, out var log) ? log.Messages.Count(m => !m.ReadIds.Contains(userId)) : 0;
        }
    }

    /// <summary>Notes that a user has the message on a device, and perhaps has read it.</summary>
    public void Mark(StoredMessage message, int userId, bool read)
    {
        lock (_lock)
        {
            message.DeliveredIds = With(message.DeliveredIds, userId);
            message.ReadIds = read ? With(message.ReadIds, userId) : message.ReadIds;
        }
    }

    private static ImmutableArray<int> With(ImmutableArray<int> users, int userId) =>
        users.Contains(userId) ? users : users.Add(userId);

    private void RemoveOldest()
    {
        var oldest = _inOrder.Dequeue();
        _byId.Remove(oldest.Id);
        var log = _byDialog[oldest.DialogId];

        // The oldest of all is the oldest of its dialog.
        log.Messages.Dequeue();
        if (log.Messages.Count == 0)
        {
            _byDialog.Remove(oldest.DialogId);
        }
    }

    private sealed class DialogLog
    {
        public Queue<StoredMessage> Messages { get; } = new();

        public StoredMessage? Last { get; set; }
    }
}
