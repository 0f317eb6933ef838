using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Registers what sends announcements that are due.</summary>
internal static class DeliveryServiceCollectionExtensions
{
    public static IServiceCollection AddAnnouncementDelivery(this IServiceCollection services)
    {
        services.AddSection<DeliveryOptions>("Announcements");
        services.TryAddSingleton<IAudienceReader, NamedAudience>();
        services.TryAddSingleton<IAnnouncementWriter, PlainWriter>();
        services.TryAddSingleton<IQuietTimes, LocalQuietTimes>();
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
