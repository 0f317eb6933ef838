using BotPlatform.Connectors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.StandardXmpp;

/// <summary>The door into this project.</summary>
public static class StandardXmppServices
{
    /// <summary>
    /// Adds <see cref="StandardXmppConnectorFactory"/>, also as <see cref="IChatConnectorFactory"/>, configured by the section
    /// <c>StandardXmpp</c>. A wrong setting stops the host's start.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">The whole configuration, of which the section is read.</param>
    public static IServiceCollection AddStandardXmpp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StandardXmppOptions>()
            .Bind(configuration.GetSection(StandardXmppOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StandardXmppOptions>, StandardXmppOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<StandardXmppMetrics>();
        services.AddSingleton(provider => new StandardXmppConnectorFactory(
            provider.GetRequiredService<IOptions<StandardXmppOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<StandardXmppMetrics>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IChatConnectorFactory>(provider => provider.GetRequiredService<StandardXmppConnectorFactory>());
        return services;
    }
}
