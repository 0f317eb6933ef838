using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Assistant;

internal static class AssistantServices
{
    /// <summary>Adds the model that the assistant asks, unless the host has another <see cref="IChatClient"/>.</summary>
    public static IServiceCollection AddAssistantModel(this IServiceCollection services)
    {
        services.TryAddSingleton<IChatClient>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AssistantOptions>>().Value;
            return new OpenAiChatClient(options.Endpoint, options.Key, options.Model, provider.GetRequiredService<TimeProvider>());
        });
        return services;
    }
}
