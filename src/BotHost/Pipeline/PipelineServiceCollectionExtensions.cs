using BotPlatform.BotHost.Hosting;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Registers the way from the connectors to the bots and back.</summary>
internal static class PipelineServiceCollectionExtensions
{
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddSection<ReconnectOptions>("Reconnect");
        return services
            .AddSingleton<HostMetrics>()
            .AddSingleton<WorkInFlight>()
            .AddSingleton<AccountConnections>()
            .AddSingleton<EventPublisher>()
            .AddSingleton<CommandPublisher>()
            .AddSingleton<AccountLoop>()
            .AddSingleton<BotRunner>()
            .AddSingleton<SendService>()
            .AddHostedService<ConnectorWorker>();
    }
}
