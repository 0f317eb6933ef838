namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>The commands of an account's announcements that are on their way, no more at a time than a number.</summary>
/// <param name="capacity">The number.</param>
internal sealed class InFlight(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _runs = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _runs.Count;
            }
        }
    }

    /// <summary>How many more may be. As long as it is more than half full nobody is asked for more, so that they leave many together.</summary>
    public int Room => Count is var count && count > capacity / 2 ? 0 : capacity - count;

    /// <summary>Whether some of a run are on their way.</summary>
    public bool HasAny(long run)
    {
        lock (_gate)
        {
            return _runs.ContainsValue(run);
        }
    }

    public void Add(string commandId, long run)
    {
        lock (_gate)
        {
            _runs[commandId] = run;
        }
    }

    /// <summary>One is finished.</summary>
    /// <returns>Whether it is time for more.</returns>
    public bool Remove(string commandId)
    {
        lock (_gate)
        {
            return _runs.Remove(commandId) && (_runs.Count == capacity / 2 || _runs.Count == 0);
        }
    }

    /// <summary>These are on their way, and no others.</summary>
    public void Replace(IEnumerable<(string CommandId, long Run)> known)
    {
        lock (_gate)
        {
            _runs.Clear();
            foreach (var (commandId, run) in known)
            {
                _runs[commandId] = run;
            }
        }
    }
}
