namespace BotPlatform.Sandbox.World.Push;

/// <summary>A device that wants pushes for a user (section 10). Its token is not kept: nothing is ever sent.</summary>
internal sealed record PushSubscription(int Id, int UserId, string Channel, string Platform, string DeviceId, string Environment);

/// <summary>All subscriptions. A device has one on each channel; whoever subscribes last has it.</summary>
internal sealed class PushSubscriptions
{
    /// <summary>No more than this many are kept; further ones are refused.</summary>
    private const int Limit = 100_000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, PushSubscription> _byId = [];
    private readonly Dictionary<(string Channel, string DeviceId), int> _byDevice = [];
    private int _lastId;

    /// <summary>Subscribes a device, or changes its subscription; null when there are too many.</summary>
    public PushSubscription? TryAdd(PushSubscription draft)
    {
        lock (_lock)
        {
            var device = (draft.Channel, draft.DeviceId);
            if (!_byDevice.TryGetValue(device, out var id))
            {
                if (_byId.Count >= Limit)
                {
                    return null;
                }

                id = ++_lastId;
                _byDevice[device] = id;
            }

            return _byId[id] = draft with { Id = id };
        }
    }

    public PushSubscription? Find(int id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    public PushSubscription[] Of(int userId)
    {
        lock (_lock)
        {
            return [.. _byId.Values.Where(subscription => subscription.UserId == userId)];
        }
    }

    public void Remove(int id)
    {
        lock (_lock)
        {
            if (_byId.Remove(id, out var subscription))
            {
                _byDevice.Remove((subscription.Channel, subscription.DeviceId));
            }
        }
    }
}
