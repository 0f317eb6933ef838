using BotPlatform.BotHost.Hosting;
using BotPlatform.BotSdk.Dispatching;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>Sets MassTransit up: a set of lanes for every bot.</summary>
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
        for (var lane = 0; lane < lanes; lane++)
        {
            foreach (var bot in services.GetRequiredService<BotCatalog>().Dispatchers)
            {
                AddBotLane(services, bus, bot, lane);
            }
        }
    }

    private static void AddBotLane(
        IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus, BotDispatcher bot, int number) =>
        bus.ReceiveEndpoint(QueueNames.LaneOf(QueueNames.OfBot(bot.Bot.Name), number), endpoint =>
        {
            var lane = new QueueLane(QueueNames.OfBot(bot.Bot.Name), number);
            endpoint.UseOneByOne();
            foreach (var kind in EventKind.All)
            {
                kind.Consume(endpoint, services, bot, lane);
            }
        });
}
