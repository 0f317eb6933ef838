using BotPlatform.BotSdk.Dispatching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotSdk;

/// <summary>Registers bots.</summary>
public static class BotServiceCollectionExtensions
{
    /// <summary>
    /// Adds a bot to the host. There is one instance of it, made at start with whatever its constructor asks for; it is called
    /// for several dialogs at the same time.
    /// </summary>
    /// <typeparam name="TBot">
    /// Implements <see cref="IHandle{TEvent}"/>, <see cref="Commands.ICommandBot"/>, <see cref="Conversations.IConversationBot"/>, or several of
    /// them.
    /// </typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">Lower case letters, digits and hyphens; the bot's queues are named after it.</param>
    public static IServiceCollection AddBot<TBot>(this IServiceCollection services, string name)
        where TBot : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.AddSingleton(new BotRegistration(name, provider => ActivatorUtilities.CreateInstance<TBot>(provider)));
        services.TryAddSingleton(provider => new BotCatalog(_ =>
            provider.GetServices<BotRegistration>().Select(bot => KeyValuePair.Create(bot.Name, bot.Make(provider)))));
        services.TryAddSingleton<IBotCatalog>(provider => provider.GetRequiredService<BotCatalog>());
        return services;
    }

    private sealed record BotRegistration(string Name, Func<IServiceProvider, object> Make);
}
