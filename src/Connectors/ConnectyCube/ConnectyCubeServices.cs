using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube;

/// <summary>The door into this project.</summary>
public static class ConnectyCubeServices
{
    // A connector keeps its client for days; connections that end now and then notice changes of the service's address.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds <see cref="ConnectyCubeConnectorFactory"/> (also as <see cref="IChatConnectorFactory"/>) and
    /// <see cref="ConnectyCubeRest"/>, configured by the section <c>ConnectyCube</c>. A wrong setting stops the host's start.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The whole configuration, of which the section is read.</param>
    public static IServiceCollection AddConnectyCube(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ConnectyCubeOptions>()
            .Bind(configuration.GetSection(ConnectyCubeOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectyCubeOptions>, ConnectyCubeOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<ConnectyCubeMetrics>();

        // The factory's own log lines would carry addresses with parameters; the client writes lines without secrets itself.
        services.AddHttpClient<RestClient>(Configure)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton(provider => new ConnectyCubeRest(
            provider.GetRequiredService<RestClient>(),
            provider.GetRequiredService<IOptions<ConnectyCubeOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new ConnectyCubeConnectorFactory(
            provider.GetRequiredService<IOptions<ConnectyCubeOptions>>(),
            provider.GetRequiredService<ConnectyCubeRest>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ConnectyCubeMetrics>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IChatConnectorFactory>(provider => provider.GetRequiredService<ConnectyCubeConnectorFactory>());
        return services;
    }

    private static void Configure(IServiceProvider provider, HttpClient http)
    {
        var api = provider.GetRequiredService<IOptions<ConnectyCubeOptions>>().Value.ApiUrl!.AbsoluteUri;
        http.BaseAddress = new Uri(api.EndsWith('/') ? api : api + "/");
        http.Timeout = Timeout.InfiniteTimeSpan;   // each call has its own limit, by the clock of TimeProvider
        http.DefaultRequestHeaders.UserAgent.ParseAdd("BotPlatform");
    }

    private static SocketsHttpHandler CreateHandler(IServiceProvider provider) => new()
    {
        AllowAutoRedirect = false,   // the token would go along
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
        SslOptions = Certificates.ForRest(provider.GetRequiredService<IOptions<ConnectyCubeOptions>>().Value),
    };
}
