using BotPlatform.Contracts.Chat;

namespace BotPlatform.TestKit.Chat;

/// <summary>Something that waits for a user.</summary>
/// <param name="Event">What it is, for the account that gets it.</param>
/// <param name="Confirm">Runs when it is acknowledged; null when nobody waits for that.</param>
internal sealed record Delivery(IChatEvent Event, Action? Confirm);

/// <summary>What a network keeps for a user until it is acknowledged. Whoever opens it gets everything that was not.</summary>
internal sealed class InMemoryMailbox
{
    private readonly Lock _gate = new();
    private readonly List<Delivery> _kept = [];
    private Action<Delivery>? _deliver;

    /// <summary>Gives what is kept, marked as late, and from now on what comes, to this reader, until the next one opens it.</summary>
    public void Open(Action<Delivery> deliver)
    {
        lock (_gate)
        {
            for (var i = 0; i < _kept.Count; i++)
            {
                if (_kept[i].Event is MessageReceived message)
                {
                    _kept[i] = _kept[i] with { Event = message with { WasDelayed = true } };
                }
            }

            _kept.ForEach(deliver);
            _deliver = deliver;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _deliver = null;
        }
    }

    /// <summary>Puts something in. What is not kept (typing, presence) is lost when nobody reads.</summary>
    public void Add(Delivery delivery, bool isKept)
    {
        lock (_gate)
        {
            if (isKept)
            {
                _kept.Add(delivery);
            }

            _deliver?.Invoke(delivery);
        }
    }

    public void Acknowledge(Delivery delivery)
    {
        lock (_gate)
        {
            _kept.RemoveAll(d => d.Event.Origin.EventId == delivery.Event.Origin.EventId);
        }

        delivery.Confirm?.Invoke();
    }
}
