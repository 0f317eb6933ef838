using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>The messages of all dialogs. Bounded: those that came first make room.</summary>
internal sealed class History(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HistoryEntry> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HistoryEntry> _inOrder = new();
    private readonly Dictionary<string, DialogLog> _byDialog = new(StringComparer.OrdinalIgnoreCase);
    private long _lastNumber;

    /// <summary>The message with this id, or null.</summary>
    public StoredMessage? Find(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id)?.Message;
        }
    }

    /// <summary>The message with this id, or null when it is not there for this user. Whether it is theirs to see is not asked.</summary>
    public StoredMessage? Find(string id, int userId)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(id, out var entry) && IsVisible(entry, userId) ? entry.Message : null;
        }
    }

    /// <summary>Keeps a message; false when there is one with its id, which is then left as it is.</summary>
    public bool TryAdd(StoredMessage message)
    {
        lock (_lock)
        {
            var entry = new HistoryEntry(
                message with { DeliveredIds = [message.SenderId], ReadIds = [message.SenderId] }, ++_lastNumber);
            if (!_byId.TryAdd(message.Id, entry))
            {
                return false;
            }

            if (!_byDialog.TryGetValue(message.DialogId, out var log))
            {
                _byDialog[message.DialogId] = log = new DialogLog();
            }

            entry.InOrder = _inOrder.AddLast(entry);
            log.Add(entry);
            while (_inOrder.Count > limit)
            {
                Remove(_inOrder.First!.Value);
            }

            return true;
        }
    }

    /// <summary>Replaces a message, in its place, and returns what it is now; null when it is gone.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="change">What to make of it; id, dialog, time, and what single users have done with it, stay.</param>
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

    /// <summary>Takes a message out for one user.</summary>
    public void Hide(string id, int userId)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out var entry))
            {
                var log = _byDialog[entry.Message.DialogId];
                log.Change(entry, userId, message => message with { DeletedForIds = With(message.DeletedForIds, userId) });
                log.Cut(userId);
            }
        }
    }

    /// <summary>Takes out all messages of a dialog, for everybody.</summary>
    public void Clear(string dialogId)
    {
        lock (_lock)
        {
            if (_byDialog.Remove(dialogId, out var log))
            {
                foreach (var entry in log.InOrder)
                {
                    _byId.Remove(entry.Message.Id);
                    _inOrder.Remove(entry.InOrder!);
                }
            }
        }
    }

    /// <summary>Takes out all messages of a dialog for one user; what comes later is seen again.</summary>
    public void Clear(string dialogId, int userId)
    {
        lock (_lock)
        {
            _byDialog.GetValueOrDefault(dialogId)?.Clear(userId, _lastNumber);
        }
    }

    /// <summary>The messages of a dialog, as a user sees them.</summary>
    public HistoryView Of(string dialogId, int userId)
    {
        lock (_lock)
        {
            return _byDialog.GetValueOrDefault(dialogId)?.For(userId) ?? HistoryView.Empty;
        }
    }

    /// <summary>How many messages of a dialog a user sees and has not read.</summary>
    public int CountUnread(string dialogId, int userId)
    {
        lock (_lock)
        {
            return _byDialog.GetValueOrDefault(dialogId)?.CountUnread(userId) ?? 0;
        }
    }

    /// <summary>The message of a dialog that came last, of those that a user sees; or null.</summary>
    public StoredMessage? LastOf(string dialogId, int userId)
    {
        lock (_lock)
        {
            if (!_byDialog.TryGetValue(dialogId, out var log))
            {
                return null;
            }

            var cut = log.Cuts.GetValueOrDefault(userId);
            var node = log.InOrder.Last;
            while (node is not null && node.Value.Number > cut && !IsVisible(node.Value, userId))
            {
                node = node.Previous;
            }

            return node?.Value.Number > cut ? node.Value.Message : null;
        }
    }

    /// <summary>When a message last came into the dialog, whether it is still there or not; null when none did.</summary>
    public DateTimeOffset? MovedAt(string dialogId)
    {
        lock (_lock)
        {
            return _byDialog.GetValueOrDefault(dialogId)?.MovedAt;
        }
    }

    /// <summary>Notes that a user has the message, and perhaps has read it; returns what it is now, if it is there.</summary>
    public StoredMessage? Mark(string id, int userId, bool read)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out var entry))
            {
                return null;
            }

            if (!entry.Message.DeliveredIds.Contains(userId) || (read && !entry.Message.ReadIds.Contains(userId)))
            {
                _byDialog[entry.Message.DialogId].Change(entry, userId, message => message with
                {
                    DeliveredIds = With(message.DeliveredIds, userId),
                    ReadIds = read ? With(message.ReadIds, userId) : message.ReadIds,
                });
            }

            return entry.Message;
        }
    }

    private static ImmutableArray<int> With(ImmutableArray<int> users, int userId) =>
        users.Contains(userId) ? users : users.Add(userId);

    private bool IsVisible(HistoryEntry entry, int userId) =>
        !_byDialog[entry.Message.DialogId].Cuts.TryGetValue(userId, out var cut)
        || (entry.Number > cut && !entry.Message.DeletedForIds.Contains(userId));

    private void Remove(HistoryEntry entry)
    {
        _byId.Remove(entry.Message.Id);
        _inOrder.Remove(entry.InOrder!);
        _byDialog[entry.Message.DialogId].Remove(entry);
    }
}
