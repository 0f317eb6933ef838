using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Help;
using BotPlatform.Bots.Polls;
using BotPlatform.BotSdk;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots;

/// <summary>The bots that come with BotPlatform.</summary>
public static class BotsServiceCollectionExtensions
{
    /// <summary>Adds all of them. To add a bot of your own, add a line like these.</summary>
    public static IServiceCollection AddBots(this IServiceCollection services) =>
        services
            .AddBot<EchoBot>("echo")
            .AddBot<HelpBot>("help")
            .AddBot<PollBot>("poll");
}
