using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Registers what sends announcements that are due.</summary>
internal static class DeliveryServiceCollectionExtensions
{
    public static IServiceCollection AddAnnouncementDelivery(this IServiceCollection services)
    {
        services.AddSection<DeliveryOptions>("Announcements");
        return services
            .AddSingleton<AccountDesks>()
            .AddSingleton<AnnouncementMetrics>()
            .AddSingleton<ICommandLedger, AnnouncementLedger>()
            .AddSingleton<RoundMaker>()
            .AddSingleton<RunProgress>()
            .AddSingleton<IAccountWork, AudienceWork>()
            .AddSingleton<IAccountWork, DeliveryWork>();
    }
}
