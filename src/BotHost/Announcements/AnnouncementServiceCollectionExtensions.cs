using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Announcements.Commands;
using BotPlatform.BotHost.Announcements.Configured;
using BotPlatform.BotHost.Announcements.Delivery;
using BotPlatform.BotHost.Scheduling;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Registers what does announcements, and those of the configuration.</summary>
internal static class AnnouncementServiceCollectionExtensions
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddOptions<AnnouncementsOptions>()
            .Configure<IConfiguration>((options, configuration) =>
                options.Items = ConfiguredItem.ReadAll(configuration.GetSection("Announcements")))
            .ValidateOnStart();
        return services
            .AddAudience()
            .AddAnnouncementDelivery()
            .AddSingleton<IQuietTimes, ZonedQuietTimes>()
            .AddSingleton<IValidateOptions<AnnouncementsOptions>, AnnouncementsValidator>()
            .AddSingleton<ConfiguredAccounts>()
            .AddSingleton<AnnouncementTimes>()
            .AddSingleton<IScheduleCheck, ScheduleProblems>()
            .AddScheduledJob<AnnouncementJob>(AnnouncementJob.Group)
            .AddSingleton<AnnouncementRules>()
            .AddSingleton<AnnouncementFinder>()
            .AddSingleton<AnnouncementReader>()
            .AddSingleton<AnnouncementSettling>()
            .AddSingleton<AnnouncementChanges>()
            .AddSingleton<RunChanges>()
            .AddSingleton<AnnouncementDesk>()
            .AddHostedService<AnnouncementQueue>()
            .AddHostedService<ConfiguredAnnouncements>();
    }
}
