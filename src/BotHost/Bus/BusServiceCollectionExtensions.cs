using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Bus.RabbitMq.Publishing;
using BotPlatform.BotHost.Bus.RabbitMq.Requests;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Health;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Requests;
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
        services.AddSingleton<AnnouncementClient>();
        services.AddSingleton<AnnouncingBots>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (isRabbitMq)
            {
                bus.UsingRabbitMq(RabbitMqBus.Configure);
            }
            else
            {
                bus.UsingInMemory((_, memory) => memory.UseContracts());
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

        services.AddSingleton(provider => (IBotQueues)provider.GetRequiredService<IEventHandOff>());
        return isRabbitMq
            ? services.AddSingleton<EventPublisher>()
                .AddSingleton<BrokerQueues>()
                .AddSingleton<BrokerLanes>()
                .AddSingleton<BrokerStart>()
                .AddSingleton<HandledEvents>()
                .AddSingleton<IOtherHosts, BrokeredHosts>()
                .AddSingleton<IEventHandOff, PublishedEvents>()
            : services.AddSingleton<LaneCarrier>()
                .AddSingleton<LaneEndpoints>()
                .AddSingleton<IOtherHosts, NoOtherHosts>()
                .AddSingleton<IEventHandOff, QueuedEvents>();
    }
}
