using System.Collections.Concurrent;
using System.Security.Cryptography;
using BotPlatform.Sandbox.Chat.Streams;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>XEP-0198 §5: the sessions that can be resumed, by the id that only their client knows.</summary>
/// <param name="limit">So many at the same time; further ones cannot be resumed.</param>
internal sealed class ResumableSessions(int limit)
{
    private const int RememberedEnds = 1_000;

    private readonly ConcurrentDictionary<string, ChatSession> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int UserId, uint Handled)> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _endedInOrder = new();

    /// <summary>Takes a session in and returns the id to resume it by; null when there are too many.</summary>
    public string? TryAdd(ChatSession session)
    {
        if (_byId.Count >= limit)
        {
            return null;
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _byId[id] = session;
        return id;
    }

    /// <summary>The session with this id, if it is this user's.</summary>
    public ChatSession? Find(string id, int userId) =>
        _byId.TryGetValue(id, out var session) && session.User.Id == userId ? session : null;

    /// <summary>How many stanzas the server had handled of a session that has ended, while that is remembered.</summary>
    public uint? HandledBy(string id, int userId) =>
        _ended.TryGetValue(id, out var end) && end.UserId == userId ? end.Handled : null;

    /// <summary>The session has ended.</summary>
    public void Remove(string id, uint handled)
    {
        if (_byId.TryRemove(id, out var session))
        {
            _ended[id] = (session.User.Id, handled);
            _endedInOrder.Enqueue(id);
            if (_endedInOrder.Count > RememberedEnds && _endedInOrder.TryDequeue(out var oldest))
            {
                _ended.TryRemove(oldest, out _);
            }
        }
    }

    /// <summary>Ends those whose client is away: nobody waits for them any more.</summary>
    public void EndAll()
    {
        foreach (var session in _byId.Values)
        {
            session.End(new StreamFault("system-shutdown"));
        }
    }
}
