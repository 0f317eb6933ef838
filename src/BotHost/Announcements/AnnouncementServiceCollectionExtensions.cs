using BotPlatform.BotHost.Scheduling;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Registers the announcements of the configuration.</summary>
internal static class AnnouncementServiceCollectionExtensions
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddOptions<AnnouncementsOptions>()
            .Configure<IConfiguration>((options, configuration) =>
                options.All = configuration.GetSection("Announcements").Get<AnnouncementOptions[]>() ?? [])
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<AnnouncementsOptions>, AnnouncementsValidator>()
            .AddSingleton<Announcer>()
            .AddScheduledJob<AnnouncementJob>(AnnouncementJob.Group)
            .AddHostedService<AnnouncementStart>();
    }
}
