using System.Collections.Concurrent;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>
/// One user's sessions, and the messages that wait while there are none. Delivering takes no lock while somebody is there.
/// </summary>
internal sealed class Mailbox(int offlineLimit, string server)
{
    private readonly Lock _lock = new();
    private readonly Queue<Outgoing> _stored = new();
    private ChatSession[] _sessions = [];    // replaced, never changed
    private ChatSession[] _available = [];

    /// <summary>Everybody who has bound a resource.</summary>
    public IReadOnlyList<ChatSession> Sessions => Volatile.Read(ref _sessions);

    /// <summary>Everybody who has said that they are there.</summary>
    public IReadOnlyList<ChatSession> Available => Volatile.Read(ref _available);

    /// <summary>Adds a session and returns the one that had its resource before, if any.</summary>
    public ChatSession? Add(ChatSession session)
    {
        lock (_lock)
        {
            var previous = Array.Find(_sessions, s => s.Resource == session.Resource);
            Volatile.Write(ref _sessions, [.. _sessions, session]);
            return previous;
        }
    }

    /// <summary>The session reads messages from now on, what was stored first.</summary>
    public void MakeAvailable(ChatSession session)
    {
        lock (_lock)
        {
            if (!_sessions.Contains(session) || _available.Contains(session))
            {
                return;
            }

            // Before it is published, so that nothing newer overtakes.
            var waiting = _stored.OrderBy(item => item.At).ToArray();
            _stored.Clear();
            foreach (var item in waiting)
            {
                item.HoldBy(1);
                if (!session.TryEnqueue(item))
                {
                    Store(item);
                }
            }

            Volatile.Write(ref _available, [.. _available, session]);
        }
    }

    public void MakeUnavailable(ChatSession session)
    {
        lock (_lock)
        {
            Volatile.Write(ref _available, [.. _available.Where(s => s != session)]);
        }
    }

    public void Remove(ChatSession session)
    {
        lock (_lock)
        {
            Volatile.Write(ref _available, [.. _available.Where(s => s != session)]);
            Volatile.Write(ref _sessions, [.. _sessions.Where(s => s != session)]);
        }
    }

    /// <summary>Gives it to every available session; keeps it when there is none.</summary>
    public void Deliver(Outgoing item)
    {
        while (true)
        {
            var sessions = Volatile.Read(ref _available);
            if (sessions.Length > 0)
            {
                sessions = item.Audience is { } audience ? Array.FindAll(sessions, audience) : sessions;
                item.HoldBy(sessions.Length);
                foreach (var session in sessions)
                {
                    if (!session.TrySend(item))
                    {
                        GiveBack(item);
                    }
                }

                return;
            }

            if (!item.IsKept || TryStore(item.Delayed(server)))
            {
                return;
            }
        }
    }

    /// <summary>Gives it to one session alone; if that cannot take it, to the others.</summary>
    public void Deliver(Outgoing item, ChatSession session)
    {
        item.HoldBy(1);
        if (!session.TrySend(item))
        {
            GiveBack(item);
        }
    }

    /// <summary>A session could not deliver it.</summary>
    public void GiveBack(Outgoing item)
    {
        if (item.IsKept && item.Release())
        {
            Deliver(item.Delayed(server));
        }
    }

    private bool TryStore(Outgoing item)
    {
        lock (_lock)
        {
            if (_available.Length > 0)
            {
                return false;
            }

            Store(item);
            return true;
        }
    }

    private void Store(Outgoing item)
    {
        _stored.Enqueue(item);
        while (_stored.Count > offlineLimit)
        {
            _stored.Dequeue().GiveUp();
        }
    }
}

/// <summary>The mailboxes of all users.</summary>
internal sealed class Mailboxes(SandboxOptions options)
{
    private readonly ConcurrentDictionary<int, Mailbox> _byUser = new();

    public IEnumerable<Mailbox> All => _byUser.Values;

    /// <summary>The mailbox of a user, if there is one already: for addresses that strangers make up.</summary>
    public Mailbox? Find(int userId) => _byUser.GetValueOrDefault(userId);

    /// <summary>The mailbox of a user who exists.</summary>
    public Mailbox Of(int userId) =>
        _byUser.GetOrAdd(userId, static (_, o) => new Mailbox(o.OfflineLimit, o.ChatHost), options);
}
