using Quartz;

namespace BotPlatform.BotHost.Scheduling;

/// <summary>Sets Quartz up. Its jobs are kept in memory: they come from the configuration at every start.</summary>
internal static class SchedulingServiceCollectionExtensions
{
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseDefaultThreadPool(2));
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        return services;
    }
}
