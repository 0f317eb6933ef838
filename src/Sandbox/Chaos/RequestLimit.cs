namespace BotPlatform.Sandbox.Chaos;

/// <summary>How many REST calls to come are refused as too many (429).</summary>
internal sealed class RequestLimit
{
    private readonly Lock _lock = new();
    private TimeSpan _retryAfter;
    private int _left;
    private object? _current;

    /// <summary>Refuses so many calls; what was begun before is over. Returns what <see cref="End"/> ends it by.</summary>
    public object Begin(int count, TimeSpan retryAfter)
    {
        lock (_lock)
        {
            (_left, _retryAfter) = (count, retryAfter);
            return _current = new object();
        }
    }

    public void End(object begun)
    {
        lock (_lock)
        {
            if (_current == begun)
            {
                _left = 0;
            }
        }
    }

    /// <summary>Counts a call: null when it may be made, else after which time it may be tried again.</summary>
    public TimeSpan? Refuse()
    {
        lock (_lock)
        {
            if (_left == 0)
            {
                return null;
            }

            _left--;
            return _retryAfter;
        }
    }
}
