using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the bus runs, the database takes what is to be kept, and messages
/// flow for every account.
/// </summary>
internal static class HealthExtensions
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        // MassTransit adds its own check.
        services.AddHealthChecks()
            .AddCheck<AccountsHealthCheck>("accounts")
            .AddCheck<StorageHealthCheck>("storage")
            .AddCheck<ParkedHealthCheck>("parked")
            .AddCheck<PluginsHealthCheck>("plugins");
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            Predicate = _ => false,
            ResponseWriter = HealthReportWriter.WriteAsync,
        });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync });
    }
}
