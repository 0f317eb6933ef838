using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using MassTransit;
using MassTransit.Transports.Fabric;

namespace BotPlatform.BotHost.Bus;

/// <summary>How one kind of event gets to the bots.</summary>
internal abstract class EventKind
{
    public static IReadOnlyList<EventKind> All { get; } = Kinds.Of<EventKind>(typeof(IAccountEvent), _ => typeof(EventKind<>));

    /// <summary>Gives the events their routing keys.</summary>
    public abstract void Route(IInMemoryBusFactoryConfigurator bus, EventRoutes routes);

    /// <summary>Lets a bot's queue of one lane take those that the bot wants.</summary>
    public abstract void Bind(
        IInMemoryReceiveEndpointConfigurator endpoint, IServiceProvider services, BotDispatcher bot, EventRoutes routes, int lane);
}

/// <inheritdoc />
internal sealed class EventKind<TEvent> : EventKind
    where TEvent : class, IAccountEvent
{
    public override void Route(IInMemoryBusFactoryConfigurator bus, EventRoutes routes) =>
        bus.UseRoutingKey<TEvent>(routes.KeyOf);

    public override void Bind(
        IInMemoryReceiveEndpointConfigurator endpoint, IServiceProvider services, BotDispatcher bot, EventRoutes routes, int lane)
    {
        var keys = routes.KeysFor(bot.Bot, typeof(TEvent), lane).ToList();
        foreach (var key in keys)
        {
            endpoint.Bind<TEvent>(ExchangeType.Direct, key);
        }

        if (keys.Count > 0)
        {
            endpoint.Consume(() => ActivatorUtilities.CreateInstance<BotConsumer<TEvent>>(services, bot));
        }
    }
}
