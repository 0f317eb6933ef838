using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Announcements.Templates;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Registers what knows who gets an announcement, and what each of them reads.</summary>
internal static class AudienceServiceCollectionExtensions
{
    public static IServiceCollection AddAudience(this IServiceCollection services) => services
        .AddSingleton(new TemplateCache())
        .AddSingleton<IAsking, AskingOnce>()
        .AddSingleton<IAudienceReader, AudienceReader>()
        .AddSingleton<IAnnouncementWriter, AnnouncementWriter>()
        .AddSingleton<AnnouncementCheck>()
        .AddSingleton<AnnouncementPreview>();
}
