using System.Globalization;
using BotPlatform.BotHost.Announcements.Delivery;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Registers the announcements of the configuration.</summary>
internal static class AnnouncementServiceCollectionExtensions
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddOptions<AnnouncementsOptions>()
            .Configure<IConfiguration>((options, configuration) =>
                options.All =
                [
                    .. configuration.GetSection("Announcements").GetChildren()
                        .Where(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                        .Select(child => child.Get<AnnouncementOptions>() ?? new AnnouncementOptions()),
                ])
            .ValidateOnStart();
        return services
            .AddAnnouncementDelivery()
            .AddSingleton<IValidateOptions<AnnouncementsOptions>, AnnouncementsValidator>()
            .AddSingleton<Announcer>()
            .AddHostedService<AnnouncementSchedule>();
    }
}
