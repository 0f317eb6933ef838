using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Webhooks.Api;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>Registers the webhooks of the configuration, each as a bot.</summary>
internal static class WebhookServiceCollectionExtensions
{
    /// <param name="services">The host's.</param>
    /// <param name="configuration">Read early: which bots there are cannot change later.</param>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhooksOptions>()
            .Configure<IConfiguration>((options, all) => options.All = WebhooksOptions.ReadFrom(all))
            .ValidateOnStart();
        foreach (var name in WebhooksOptions.NamesIn(configuration))
        {
            services.AddWebhookClient(name);
            services.AddBot(name, (bot, provider) => Make(name, provider).Configure(bot));
        }

        return services
            .AddSingleton<IValidateOptions<WebhooksOptions>, WebhookOptionsValidator>()
            .AddSingleton<WebhookCaller>()
            .AddSingleton<WebhookEndpoint>()
            .AddWebhookDocument();
    }

    private static WebhookBot Make(string name, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<WebhooksOptions>>().Value.All[name];
        ThrowIfOutOfPlace($"Webhooks:{name}", options, provider);
        var client = new WebhookClient(
            name, options, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<TimeProvider>());
        return new WebhookBot(name, options, client);
    }

    // What other settings say is known only when they are good.
    private static void ThrowIfOutOfPlace(string section, WebhookOptions options, IServiceProvider provider)
    {
        var limit = provider.GetRequiredService<IOptions<BusOptions>>().Value.HandlerTimeout;
        if (options.Timeout >= limit)
        {
            throw new StartupException(
                $"{section}:Timeout is '{options.Timeout}', which is not shorter than Bus:HandlerTimeout '{limit}': the bot would be given "
                + "up before it could fail and be tried again.");
        }

        var known = provider.GetServices<IChatConnectorFactory>().SelectMany(network => network.Accounts).Select(AccountName.Of).ToList();
        if (options.Accounts.FirstOrDefault(account => !known.Contains(account)) is { } stranger)
        {
            throw new StartupException(
                $"{section}:Accounts names '{stranger}', which this host does not have. It has: {string.Join(", ", known)}.");
        }
    }
}
