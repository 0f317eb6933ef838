using System.Diagnostics.CodeAnalysis;

namespace BotPlatform.StandardXmpp.Messages;

/// <summary>Remembers the latest entries and forgets those that were added first. May be used concurrently.</summary>
internal sealed class RecentMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = [];

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (!_values.TryAdd(key, value))
            {
                _values[key] = value;
                return;
            }

            _order.Enqueue(key);
            if (_order.Count > capacity)
            {
                _values.Remove(_order.Dequeue());
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            return _values.TryGetValue(key, out value);
        }
    }
}
