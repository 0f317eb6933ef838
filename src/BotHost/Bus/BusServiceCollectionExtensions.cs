using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Bus.RabbitMq.Publishing;
using BotPlatform.BotHost.Bus.RabbitMq.Requests;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Health;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Bots;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotSdk.Dispatching;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>Sets MassTransit up: a set of lanes for every bot.</summary>
internal static class BusServiceCollectionExtensions
{
    /// <param name="services">The host's.</param>
    /// <param name="configuration">Read early: which transport there is cannot change later.</param>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<BusOptions>("Bus");
        services.AddSection<RabbitMqOptions>("Bus:RabbitMq");
        services.AddSingleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>();
        var isRabbitMq = BusOptions.IsRabbitMqSetIn(configuration);
        services.AddSingleton<IValidateOptions<BusOptions>, BusTransportValidator>();
        services.AddSingleton<EventRoutes>();
        services.AddSingleton<CommandRoutes>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (isRabbitMq)
            {
                bus.UsingRabbitMq(RabbitMqBus.Configure);
            }
            else
            {
                bus.UsingInMemory(Configure);
            }
        });
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<BusOptions>, IOptions<RabbitMqOptions>>((host, bus, rabbit) =>
        {
            // Without it the host is "started" before the queues are bound, and what is published until then is lost.
            host.WaitUntilStarted = true;
            host.StartTimeout = rabbit.Value.StartTimeout;
            host.StopTimeout = bus.Value.StopTimeout;
        });
        if (isRabbitMq)
        {
            services.AddHealthChecks().AddCheck<BrokerHealthCheck>("broker");
        }

        return isRabbitMq
            ? services.AddSingleton<EventPublisher>()
                .AddSingleton<BrokerQueues>()
                .AddSingleton<BrokerLanes>()
                .AddSingleton<BrokerStart>()
                .AddSingleton<HandledEvents>()
                .AddSingleton<IOtherHosts, BrokeredHosts>()
                .AddSingleton<IEventHandOff, PublishedEvents>()
            : services.AddSingleton<LaneCarrier>()
                .AddSingleton<IOtherHosts, NoOtherHosts>()
                .AddSingleton<IEventHandOff, QueuedEvents>();
    }

    private static void Configure(IBusRegistrationContext services, IInMemoryBusFactoryConfigurator bus)
    {
        bus.UseContracts();
        var lanes = services.GetRequiredService<IOptions<BusOptions>>().Value.Lanes;
        foreach (var bot in services.GetRequiredService<BotCatalog>().Dispatchers)
        {
            for (var number = 0; number < lanes; number++)
            {
                var lane = new QueueLane(QueueNames.OfBot(bot.Bot.Name), number);
                bus.ReceiveEndpoint(QueueNames.LaneOf(lane.Queue, number), endpoint =>
                {
                    endpoint.UseOneByOne();

                    // Consumers do not throw. If one did, its message would stay in an error queue in memory for ever.
                    endpoint.DiscardFaultedMessages();
                    endpoint.Consume(() => new BotConsumer(
                        bot, lane, services.GetRequiredService<IEventHandOff>(), services.GetRequiredService<BotRunner>()));
                });
            }
        }
    }
}
