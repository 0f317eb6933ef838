using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Options;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Store;

/// <summary>
/// Where Quartz keeps schedules: in tables of its own in the PostgreSQL database, or in a SQLite file of its own beside the host's (decision 15).
/// Quartz makes its tables by itself.
/// </summary>
internal static class JobStore
{
    private const string TablePrefix = "qrtz_";

    // Another host is dead when it has missed this many of its words.
    private const int MissedCheckIns = 2;

    public static void UseJobStore(this IQuartzBuilder quartz, IConfiguration configuration)
    {
        var isPostgres = new StorageOptions { Provider = configuration["Storage:Provider"] ?? "" }.IsPostgres;
        quartz.UsePersistentStore(store =>
        {
            if (isPostgres)
            {
                store.UsePostgres(Source);
            }
            else
            {
                store.UseSqlite(Source);
            }

            store.UseTriggerPersistenceDelegate<ScheduleRows>();
            store.ProvisionSchema();
            if (isPostgres && BusOptions.IsRabbitMqSetIn(configuration))
            {
                store.UseClustering();
            }
        });
        quartz.Services.AddOptions<AdoJobStoreOptions>().Configure<IOptions<SchedulingOptions>>((store, scheduling) =>
        {
            store.TablePrefix = TablePrefix;
            store.StoreJobDataAsStrings = true;
            store.MisfireThreshold = scheduling.Value.MissedAfter;
            store.RecoverFiringsCancelledByShutdown = true;
            store.DbRetryInterval = TimeSpan.FromSeconds(1);
        });
        quartz.Services.AddOptions<ClusteringOptions>().Configure<IOptions<SchedulingOptions>>((cluster, scheduling) =>
        {
            cluster.CheckinInterval = scheduling.Value.CheckInEvery;
            cluster.CheckinMisfireThreshold = scheduling.Value.CheckInEvery * MissedCheckIns;
        });
    }

    private static void Source(DataSourceOptions options) =>
        options.DataSourceFactory = provider => provider.GetRequiredService<Database>().Beside("schedule");
}
