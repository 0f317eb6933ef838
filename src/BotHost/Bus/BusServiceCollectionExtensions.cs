using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using MassTransit;
using MassTransit.Transports.Fabric;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>Sets MassTransit up: a set of lanes for every bot, and one for the send service.</summary>
internal static class BusServiceCollectionExtensions
{
    public static IServiceCollection AddBus(this IServiceCollection services)
    {
        services.AddSection<BusOptions>("Bus");
        services.AddSingleton<IValidateOptions<BusOptions>, BusTransportValidator>();
        services.AddSingleton<EventRoutes>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory(Configure);
        });
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<BusOptions>>((host, bus) =>
        {
            // Without it the host is "started" before the queues are bound, and what is published until then is lost.
            host.WaitUntilStarted = true;
            host.StopTimeout = bus.Value.StopTimeout;
        });
        return services;
    }

    private static void Configure(IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus)
    {
        var lanes = services.GetRequiredService<IOptions<BusOptions>>().Value.Lanes;
        var routes = services.GetRequiredService<EventRoutes>();
        bus.Publish<IChatEvent>(topology => topology.Exclude = true);
        bus.Publish<IChatCommand>(topology => topology.Exclude = true);
        UseLanes<MessageReceived>(bus, routes.KeyOf);
        UseLanes<TypingChanged>(bus, routes.KeyOf);
        UseLanes<SendMessage>(bus, command => Lanes.Of(command.Dialog, lanes).ToString());
        UseLanes<SetTyping>(bus, command => Lanes.Of(command.Dialog, lanes).ToString());

        foreach (var bot in services.GetRequiredService<BotCatalog>().Dispatchers)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                AddBotLane(services, bus, bot, routes, lane);
            }
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            AddSendLane(services, bus, lane);
        }
    }

    private static void UseLanes<TMessage>(IInMemoryBusFactoryConfigurator bus, Func<TMessage, string> key)
        where TMessage : class
    {
        bus.Send<TMessage>(topology => topology.UseRoutingKeyFormatter(context => key(context.Message)));
        bus.Publish<TMessage>(topology => topology.ExchangeType = ExchangeType.Direct);
    }

    private static void AddBotLane(
        IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus, BotDispatcher bot, EventRoutes routes, int lane)
    {
        bus.ReceiveEndpoint($"bot-{bot.Bot.Name}-{lane}", endpoint =>
        {
            UseOneByOne(endpoint);
            Bind<MessageReceived>(endpoint);
            Bind<TypingChanged>(endpoint);
        });

        void Bind<TEvent>(IInMemoryReceiveEndpointConfigurator endpoint)
            where TEvent : class, IChatEvent
        {
            var keys = routes.KeysFor(bot.Bot, typeof(TEvent), lane).ToList();
            foreach (var key in keys)
            {
                endpoint.Bind<TEvent>(ExchangeType.Direct, key);
            }

            if (keys.Count > 0)
            {
                Consume(endpoint, () => ActivatorUtilities.CreateInstance<BotConsumer<TEvent>>(services, bot));
            }
        }
    }

    private static void AddSendLane(IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus, int lane) =>
        bus.ReceiveEndpoint($"send-{lane}", endpoint =>
        {
            UseOneByOne(endpoint);
            endpoint.Bind<SendMessage>(ExchangeType.Direct, $"{lane}");
            endpoint.Bind<SetTyping>(ExchangeType.Direct, $"{lane}");
            Consume(endpoint, () => ActivatorUtilities.CreateInstance<SendConsumer>(services));
        });

    /// <summary>
    /// One consumer for all messages, made by the first: it publishes on the bus that is only being set up here.
    /// </summary>
    private static void Consume<TConsumer>(IInMemoryReceiveEndpointConfigurator endpoint, Func<TConsumer> make)
        where TConsumer : class, IConsumer
    {
        var consumer = new Lazy<TConsumer>(make);
        endpoint.Consumer(() => consumer.Value);
    }

    private static void UseOneByOne(IInMemoryReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = 1;

        // Consumers do not throw. If one did, its message would stay in an error queue in memory for ever.
        endpoint.DiscardFaultedMessages();
        endpoint.PublishFaults = false;
    }
}
