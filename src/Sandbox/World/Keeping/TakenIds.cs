using System.Collections.Concurrent;

namespace BotPlatform.Sandbox.World.Keeping;

/// <summary>Which ids users have given to their messages. Bounded: those that came first are forgotten.</summary>
/// <param name="limit">So many are remembered.</param>
internal sealed class TakenIds(int limit)
{
    private readonly ConcurrentDictionary<(int UserId, string Id), bool> _taken = new();
    private readonly ConcurrentQueue<(int UserId, string Id)> _inOrder = new();

    /// <summary>Remembers an id; false when the same user has given it to a message before.</summary>
    public bool TryTake(int userId, string id)
    {
        if (!_taken.TryAdd((userId, id), true))
        {
            return false;
        }

        _inOrder.Enqueue((userId, id));
        if (_inOrder.Count > limit && _inOrder.TryDequeue(out var oldest))
        {
            _taken.TryRemove(oldest, out _);
        }

        return true;
    }
}
