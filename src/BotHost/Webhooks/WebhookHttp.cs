using BotPlatform.BotHost.Bus;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>The HTTP clients of webhooks: each has its own connections, so that one that hangs takes none from the others.</summary>
internal static class WebhookHttp
{
    /// <summary>What the client of a webhook is called.</summary>
    public static string ClientOf(string name) => $"webhook-{name}";

    public static void AddWebhookClient(this IServiceCollection services, string name) => services
        .AddHttpClient(ClientOf(name), client => client.Timeout = Timeout.InfiniteTimeSpan) // each call has its own
        .RemoveAllLoggers() // they write addresses
        .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = provider.GetRequiredService<IOptions<BusOptions>>().Value.Lanes, // no more calls are made at a time
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // names may come to mean other addresses
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
}
