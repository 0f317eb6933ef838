using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Bus;

/// <summary>How one kind of event gets to the bots.</summary>
internal abstract class EventKind
{
    public static IReadOnlyList<EventKind> All { get; } =
        [.. Kinds.Events.Select(type => (EventKind)Activator.CreateInstance(typeof(EventKind<>).MakeGenericType(type))!)];

    /// <summary>Lets a bot's queue of one lane take such events.</summary>
    public abstract void Consume(
        IReceiveEndpointConfigurator endpoint, IServiceProvider services, BotDispatcher bot, QueueLane lane);
}

/// <inheritdoc />
internal sealed class EventKind<TEvent> : EventKind
    where TEvent : class, IAccountEvent
{
    public override void Consume(
        IReceiveEndpointConfigurator endpoint, IServiceProvider services, BotDispatcher bot, QueueLane lane) =>
        endpoint.Consume(() => new BotConsumer<TEvent>(
            bot, lane, services.GetRequiredService<IEventHandOff>(), services.GetRequiredService<BotRunner>()));
}
