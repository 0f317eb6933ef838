using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// XEP-0198 §4: the <c>h</c> that we report. It counts received stanzas that are safe with us, without a gap: a stanza that is
/// handled early waits for those before it. After a resumption the server sends again what we had received and not reported;
/// those stanzas are still here, so they are recognised and not counted twice. Thread-safe.
/// </summary>
/// <param name="start">The count so far; for tests of the wrap.</param>
internal sealed class HandledCounter(long start = 0)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _handledAhead = [];
    private readonly Queue<int> _fingerprints = new();   // of what was received and is not handled
    private long _received = start;
    private long _handled = start;
    private long _fingerprinted = start;   // the number of the first in the queue
    private int[] _expected = [];   // the queue at the last resumption
    private long _expectedFrom = start;
    private long _resumedFrom = start;
    private long _next = start;   // the number of the stanza that the server sends next

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

    /// <summary>The value for the wire; what is not in it will come again if the session is resumed now.</summary>
    public uint BeginResumption()
    {
        lock (_lock)
        {
            _resumedFrom = _handled;
            return unchecked((uint)_handled);
        }
    }

    /// <summary>The session goes on from the value that was asked for last.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _next = _resumedFrom;
            _expected = [.. _fingerprints];
            _expectedFrom = _fingerprinted;
        }
    }

    /// <summary>Counts a stanza that has just been received; its number is given back to <see cref="Handled"/>.</summary>
    /// <returns>Null when it came again and is here already.</returns>
    /// <exception cref="XmppFormatException">It stands where another one came the first time.</exception>
    public long? Received(int fingerprint)
    {
        lock (_lock)
        {
            var number = _next++;
            if (number == _received)
            {
                _received++;
                _fingerprints.Enqueue(fingerprint);
                return number;
            }

            // What was handled between the report and the server's answer was forgotten.
            if (number >= _expectedFrom && _expected[number - _expectedFrom] != fingerprint)
            {
                throw new XmppFormatException(
                    "After the resumption the server sent something else than before.", StanzaError.UndefinedCondition);
            }

            return null;
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

            while (_fingerprinted < _handled)
            {
                _fingerprints.Dequeue();
                _fingerprinted++;
            }

            return _handled == _received;
        }
    }
}
