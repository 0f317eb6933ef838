using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.HandOff.Due;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Bots;
using BotPlatform.BotHost.Pipeline.Bots.Recording;
using BotPlatform.BotHost.Pipeline.Bots.Settings;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.Dispatching;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Registers the way from the connectors to the bots and back.</summary>
internal static class PipelineServiceCollectionExtensions
{
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddSection<RequestOptions>("Requests");
        services.AddSection<CatchUpOptions>("CatchUp");
        services.AddSection<SendingOptions>("Sending");
        return services
            .AddSingleton<HostMetrics>()
            .AddSingleton<Abandonment>()
            .AddSingleton<AccountConnections>()
            .AddSingleton<Outcomes>()
            .AddSingleton<Sequences>()
            .AddSingleton<DurableQueues>()
            .AddSingleton<CommandQueues>()
            .AddSingleton<DueAlarm>()
            .AddSingleton<HandlerChanges>()
            .AddSingleton<RequestService>()
            .AddSingleton<BotStates>()
            .AddSingleton<BotSchedules>()
            .AddSingleton<IBotBackend, BotBackend>()
            .AddSingleton<OpenGaps>()
            .AddSingleton<GapRepairs>()
            .AddSingleton<AccountLoop>()
            .AddSingleton<AccountHolder>()
            .AddSingleton<AccountWorks>()
            .AddSingleton<Recorder>()
            .AddSingleton<BotCalls>()
            .AddSingleton<ConfiguredBots>()
            .AddSingleton<BotSettings>()
            .AddSingleton<IBotSwitches>(provider => provider.GetRequiredService<BotSettings>())
            .AddHostedService<SettingsFollower>()
            .AddSingleton<BotRunner>()
            .AddSingleton<SlowDowns>()
            .AddSingleton<SendService>()
            .AddSingleton<SendWorker>()
            .AddSingleton<BestEffort>()
            .AddHostedService<QueueListener>()
            .AddHostedService<DueService>()
            .AddHostedService<ConnectorWorker>();
    }
}
