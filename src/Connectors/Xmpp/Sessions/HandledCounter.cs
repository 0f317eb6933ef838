namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// XEP-0198 §4: the <c>h</c> that we report. It counts received stanzas that are safe with us, without a gap: a stanza that is
/// handled early waits for those before it. Thread-safe.
/// </summary>
/// <param name="start">The count so far; for tests of the wrap.</param>
internal sealed class HandledCounter(long start = 0)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _handledAhead = [];
    private long _received = start;
    private long _handled = start;

    /// <summary>The value for the wire, which wraps at 2^32.</summary>
    public uint Value
    {
        get
        {
            lock (_lock)
            {
                return unchecked((uint)_handled);
            }
        }
    }

    /// <summary>Whether everything received so far is safe.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return _handled == _received;
            }
        }
    }

    /// <summary>Counts a stanza that has just been received; its number is given back to <see cref="Handled"/>.</summary>
    public long Received()
    {
        lock (_lock)
        {
            return _received++;
        }
    }

    /// <summary>A stanza is safe. Returns whether everything received so far is.</summary>
    public bool Handled(long number)
    {
        lock (_lock)
        {
            if (number != _handled)
            {
                _handledAhead.Add(number);
                return false;
            }

            _handled++;
            while (_handledAhead.Remove(_handled))
            {
                _handled++;
            }

            return _handled == _received;
        }
    }
}
