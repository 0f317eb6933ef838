using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Storage.BotSettings;
using BotPlatform.BotHost.Storage.Claims;
using BotPlatform.BotHost.Storage.Cursors;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Storage.Migrations;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Storage.Sqlite;
using BotPlatform.BotHost.Storage.States;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Storage;

/// <summary>Registers the database and what is kept in it.</summary>
internal static class StorageServiceCollectionExtensions
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSection<StorageOptions>("Storage");
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        return services
            .AddSingleton<Database>(provider => provider.GetRequiredService<IOptions<StorageOptions>>().Value switch
            {
                { IsSqlite: true, ConnectionString: var file } => new SqliteDatabase(file),
                { ConnectionString: var server } => new PostgresDatabase(server),
            })
            .AddSingleton<ClaimKeeper>()
            .AddSingleton<Migrator>()
            .AddSingleton<GroupCommit>()
            .AddSingleton<IQueueStore, QueueStore>()
            .AddSingleton<ParkedStore>()
            .AddSingleton<CursorStore>()
            .AddSingleton<StateStore>()
            .AddSingleton<DueStore>()
            .AddSingleton<BotSettingStore>()
            .AddSingleton<AnnouncementBell>()
            .AddSingleton<IHearsHosts>(provider => provider.GetRequiredService<AnnouncementBell>())
            .AddSingleton<IAnnouncementStore, AnnouncementStore>()
            .AddSingleton<RunLookup>()
            .AddSingleton<ActivityStore>()
            .AddSingleton<Installation>()
            .AddSingleton<StorageStart>()
            .AddHostedService(provider => provider.GetRequiredService<StorageStart>())
            .AddHostedService<ParkedNotice>()
            .AddHostedService<ForgettingService>();
    }
}
