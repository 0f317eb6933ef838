using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Plugins.Loading;

namespace BotPlatform.BotHost.Plugins;

/// <summary>Registers what loads bots that are no part of the program.</summary>
internal static class PluginsServiceCollectionExtensions
{
    public static IServiceCollection AddPlugins(this IServiceCollection services)
    {
        services.AddSection<PluginOptions>("Plugins");
        return services
            .AddSingleton<PluginLoader>()
            .AddSingleton<BotExchange>()
            .AddSingleton<InstalledPlugins>()
            .AddHostedService<PluginWatcher>();
    }
}
