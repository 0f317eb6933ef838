using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>XEP-0198 §4: what was sent and the server has not said that it handled, in the order of sending.</summary>
/// <param name="capacity">How many there may be.</param>
/// <param name="acknowledged">How many the server has handled before; the count wraps at 2^32.</param>
internal sealed class UnacknowledgedStanzas(int capacity, uint acknowledged)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutgoingStanza> _stanzas = new();
    private uint _acknowledged = acknowledged;

    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _stanzas.Count < capacity;
            }
        }
    }

    /// <summary>To be added before the bytes leave, so that the acknowledgement cannot come first.</summary>
    public void Add(OutgoingStanza stanza)
    {
        lock (_lock)
        {
            _stanzas.Enqueue(stanza);
        }
    }

    /// <summary>The server has handled everything up to <paramref name="handled"/>.</summary>
    /// <returns>Whether that is more than before, and whether it is all.</returns>
    /// <exception cref="XmppFormatException">It claims more than was sent.</exception>
    public (bool IsProgress, bool IsAll) Acknowledge(uint handled)
    {
        lock (_lock)
        {
            var count = unchecked(handled - _acknowledged);
            if (count > _stanzas.Count)
            {
                throw new XmppFormatException(
                    "The server acknowledged more stanzas than it was sent.", StanzaError.UndefinedCondition);
            }

            _acknowledged = handled;
            for (var i = 0; i < count; i++)
            {
                _stanzas.Dequeue().Acknowledged();
            }

            return (count > 0, _stanzas.Count == 0);
        }
    }

    public IReadOnlyList<OutgoingStanza> ToList()
    {
        lock (_lock)
        {
            return [.. _stanzas];
        }
    }

    /// <summary>No acknowledgement will come any more.</summary>
    public void Fail(XmppException reason)
    {
        lock (_lock)
        {
            while (_stanzas.TryDequeue(out var stanza))
            {
                stanza.Failed(reason);
            }
        }
    }
}
