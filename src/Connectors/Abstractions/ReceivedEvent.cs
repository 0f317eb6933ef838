using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors;

/// <summary>An event and the duty to acknowledge it.</summary>
/// <param name="event">What happened.</param>
/// <param name="acknowledge">Called once, by the first <see cref="Acknowledge"/>.</param>
public sealed class ReceivedEvent(IAccountEvent @event, Action acknowledge)
{
    private Action? _acknowledge = acknowledge;

    /// <summary>What happened.</summary>
    public IAccountEvent Event { get; } = @event;

    /// <summary>
    /// Tells the network that the event is safe with us; until then it would deliver the event again after a broken connection.
    /// Call it after the durable hand-off, never before, and in any order: the connector reports only what is safe without a
    /// gap. Calling it again does nothing.
    /// </summary>
    public void Acknowledge() => Interlocked.Exchange(ref _acknowledge, null)?.Invoke();
}
