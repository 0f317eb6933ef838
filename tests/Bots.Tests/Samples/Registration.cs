using BotPlatform.BotSdk;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>How the bots of the guide are registered.</summary>
internal static class Registration
{
    public static IServiceCollection AddSampleBots(this IServiceCollection services) =>
        // snippet:registration
        services
            .AddBot<ShoutBot>("shout")
            .AddBot<WelcomeBot>("welcome")
            .AddBot<NoteBot>("notes");
    // end
}
