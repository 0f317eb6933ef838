using BotPlatform.BotHost.Webhooks.Api;
using BotPlatform.BotSdk;
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
        var client = new WebhookClient(
            name, options, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<TimeProvider>());
        return new WebhookBot(name, options, client);
    }
}
