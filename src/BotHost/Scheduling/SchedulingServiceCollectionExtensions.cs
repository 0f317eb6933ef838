using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Scheduling.Store;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Options;
using Quartz;

namespace BotPlatform.BotHost.Scheduling;

/// <summary>Sets Quartz up, and what others of the host see of it: <see cref="JobSchedules"/> and <see cref="IScheduledJob"/>.</summary>
internal static class SchedulingServiceCollectionExtensions
{
    // Hosts that share a database are one cluster because they have this name in common.
    private const string SchedulerName = "botplatform";

    /// <param name="services">The host's.</param>
    /// <param name="configuration">Read early: which database there is cannot change later.</param>
    public static IServiceCollection AddScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<SchedulingOptions>("Scheduling");
        var isPostgres = new StorageOptions { Provider = configuration["Storage:Provider"] ?? "" }.IsPostgres;
        var isShared = isPostgres && BusOptions.IsRabbitMqSetIn(configuration);
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool();
            quartz.UseJobStore(isPostgres, isShared);
        });
        services.AddOptions<ThreadPoolOptions>().Configure<IOptions<SchedulingOptions>>((pool, scheduling) =>
            pool.MaxConcurrency = scheduling.Value.Parallel);
        services.AddOptions<QuartzSchedulerOptions>().Configure<HostIdentity>((scheduler, identity) =>
        {
            scheduler.InstanceName = SchedulerName;
            scheduler.InstanceId = isShared ? identity.Id : QuartzSchedulerOptions.DefaultInstanceId;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        services.AddHealthChecks().AddCheck<SchedulingHealthCheck>("schedules");
        return services
            .AddSingleton<JobRuns>()
            .AddSingleton<JobSchedules>()
            .AddSingleton<SchedulerHost>()
            .AddHostedService(provider => provider.GetRequiredService<SchedulerHost>());
    }

    /// <summary>Says what is done when schedules of a group are due.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="group">Names the kind of job, for as long as there are schedules of it.</param>
    public static IServiceCollection AddScheduledJob<TJob>(this IServiceCollection services, string group)
        where TJob : class, IScheduledJob =>
        services.AddKeyedSingleton<IScheduledJob, TJob>(group);
}
