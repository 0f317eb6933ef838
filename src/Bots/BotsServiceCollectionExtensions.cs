using BotPlatform.Bots.Announcements;
using BotPlatform.Bots.Assistant;
using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Faq;
using BotPlatform.Bots.Help;
using BotPlatform.Bots.Moderation;
using BotPlatform.Bots.Polls;
using BotPlatform.Bots.Reminders;
using BotPlatform.Bots.Settings;
using BotPlatform.BotSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots;

/// <summary>The bots that come with BotPlatform.</summary>
public static class BotsServiceCollectionExtensions
{
    /// <summary>Adds all of them. To add a bot of your own, add a line like these.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Has the bots' settings. Bots that could surprise people are there only where these ask for them.</param>
    public static IServiceCollection AddBots(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddBot<EchoBot>("echo")
            .AddBot<HelpBot>("help")
            .AddBot<PollBot>("poll")
            .AddBot<ReminderBot>("reminder")
            .AddConfiguredBot<FaqBot, FaqOptions>("faq", configuration, nameof(FaqOptions.File))
            .AddConfiguredBot<ModerationBot, ModerationOptions>(
                "moderation", configuration,
                nameof(ModerationOptions.Words), nameof(ModerationOptions.WordsFile), nameof(ModerationOptions.FloodMessages))
            .AddConfiguredBot<AnnouncementBot, AnnouncementBotOptions>(
                "announcements", configuration, nameof(AnnouncementBotOptions.Users), nameof(AnnouncementBotOptions.Role))
            .AddAssistantModel()
            .AddConfiguredBot<AssistantBot, AssistantOptions>("assistant", configuration, nameof(AssistantOptions.Key));
}
