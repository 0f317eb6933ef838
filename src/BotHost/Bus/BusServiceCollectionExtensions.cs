using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using MassTransit;
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

        // Events and commands travel as what they are, and not as the interfaces that they have as well.
        bus.Publish<IAccountEvent>(topology => topology.Exclude = true);
        bus.Publish<IChatEvent>(topology => topology.Exclude = true);
        bus.Publish<IAccountCommand>(topology => topology.Exclude = true);
        bus.Publish<IChatCommand>(topology => topology.Exclude = true);
        bus.Publish<IReliableCommand>(topology => topology.Exclude = true);
        foreach (var kind in EventKind.All)
        {
            kind.Route(bus, routes);
        }

        foreach (var kind in CommandKind.All)
        {
            kind.Route(bus, lanes);
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            foreach (var bot in services.GetRequiredService<BotCatalog>().Dispatchers)
            {
                AddBotLane(services, bus, bot, routes, lane);
            }

            AddSendLane(services, bus, lane);
        }
    }

    private static void AddBotLane(
        IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus, BotDispatcher bot, EventRoutes routes, int lane) =>
        bus.ReceiveEndpoint($"bot-{bot.Bot.Name}-{lane}", endpoint =>
        {
            endpoint.UseOneByOne();
            foreach (var kind in EventKind.All)
            {
                kind.Bind(endpoint, services, bot, routes, lane);
            }
        });

    private static void AddSendLane(IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus, int number) =>
        bus.ReceiveEndpoint($"send-{number}", endpoint =>
        {
            var lane = new Lazy<SendLane>(() => ActivatorUtilities.CreateInstance<SendLane>(services));
            endpoint.UseOneByOne();
            foreach (var kind in CommandKind.All)
            {
                kind.Bind(endpoint, services, number, lane);
            }
        });
}
