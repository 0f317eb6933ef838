namespace BotPlatform.BotHost.Bus.RabbitMq.Publishing;

/// <summary>
/// The messages that the broker has not confirmed, in the order in which they came. A channel numbers what is published over it: 1, 2, 3.
/// </summary>
internal sealed class PublishWindow(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<PublishedMessage> _waiting = new();
    private readonly SortedDictionary<ulong, (PublishedMessage Message, long At)> _written = [];
    private ulong _last;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + _written.Count;
            }
        }
    }

    /// <summary>How long the broker has not confirmed the one that it has got longest.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_gate)
            {
                return _written.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(_written.First().Value.At);
            }
        }
    }

    /// <summary>Adds one behind the others.</summary>
    public void Add(PublishedMessage message)
    {
        lock (_gate)
        {
            _waiting.Enqueue(message);
        }
    }

    /// <summary>There is another channel: what was written over the one before and is not confirmed is written again, before the others.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            PublishedMessage[] again = [.. _written.Values.Select(one => one.Message), .. _waiting];
            _last = 0;
            _written.Clear();
            _waiting.Clear();
            foreach (var message in again)
            {
                _waiting.Enqueue(message);
            }
        }
    }

    /// <summary>The next one to be written over the channel; null when there is none.</summary>
    public PublishedMessage? Next()
    {
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out var message))
            {
                return null;
            }

            _written.Add(++_last, (message, time.GetTimestamp()));
            return message;
        }
    }

    /// <summary>The broker has confirmed a number of the channel.</summary>
    /// <param name="number">Which.</param>
    /// <param name="andBefore">With all before it.</param>
    public void Confirm(ulong number, bool andBefore)
    {
        lock (_gate)
        {
            while (andBefore && _written.Count > 0 && _written.First() is var first && first.Key < number)
            {
                _written.Remove(first.Key);
                first.Value.Message.Confirm();
            }

            if (_written.Remove(number, out var confirmed))
            {
                confirmed.Message.Confirm();
            }
        }
    }

    /// <summary>Nobody writes them any more.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            foreach (var message in _written.Values.Select(one => one.Message).Concat(_waiting))
            {
                message.GiveUp();
            }

            _written.Clear();
            _waiting.Clear();
        }
    }
}
