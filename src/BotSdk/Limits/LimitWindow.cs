namespace BotPlatform.BotSdk.Limits;

/// <summary>A span of time in which so many are let through. The next span begins with who comes after it. Not thread-safe.</summary>
internal sealed class LimitWindow(int count, TimeSpan length)
{
    private long _start;
    private int _used;

    /// <summary>Takes one if one is left.</summary>
    public bool TryTake(TimeProvider time)
    {
        if (IsOver(time))
        {
            (_start, _used) = (time.GetTimestamp(), 0);
        }

        return _used < count && ++_used <= count;
    }

    /// <summary>Whether what was taken no longer counts.</summary>
    public bool IsOver(TimeProvider time) => _used == 0 || time.GetElapsedTime(_start) >= length;
}
