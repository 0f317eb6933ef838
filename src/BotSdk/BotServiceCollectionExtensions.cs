using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Texts;
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
    /// Implements <see cref="IHandle{TEvent}"/>, <see cref="Commands.ICommandBot"/>, <see cref="Conversations.IConversationBot"/>,
    /// <see cref="IConfigureBot"/>, or several.
    /// </typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">Lower case letters, digits and hyphens; the bot's queues are named after it.</param>
    public static IServiceCollection AddBot<TBot>(this IServiceCollection services, string name)
        where TBot : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return services.AddBot(name, provider => ActivatorUtilities.CreateInstance<TBot>(provider));
    }

    /// <summary>Adds a bot that needs no class.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">Lower case letters, digits and hyphens; the bot's queues are named after it.</param>
    /// <param name="configure">Says what the bot does. Called once, at start.</param>
    public static IServiceCollection AddBot(this IServiceCollection services, string name, Action<BotBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddBot(name, (bot, _) => configure(bot));
    }

    /// <inheritdoc cref="AddBot(IServiceCollection, string, Action{BotBuilder})"/>
    /// <remarks>What the bot needs is in the host's services.</remarks>
    public static IServiceCollection AddBot(this IServiceCollection services, string name, Action<BotBuilder, IServiceProvider> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddBot(name, provider => new InlineBot(bot => configure(bot, provider)));
    }

    /// <summary>Lets the host's bots speak in these words, for example <see cref="BotTexts.German"/>, or some of your own.</summary>
    /// <remarks>Once; a bot that shall differ sets <see cref="BotBuilder.Texts"/>.</remarks>
    public static IServiceCollection AddBotTexts(this IServiceCollection services, BotTexts texts) => services.AddSingleton(texts);

    private static IServiceCollection AddBot(this IServiceCollection services, string name, Func<IServiceProvider, object> make)
    {
        services.AddSingleton(new BotRegistration(name, make));
        services.TryAddSingleton(provider => new BotCatalog(
            _ => provider.GetServices<BotRegistration>().Select(bot => KeyValuePair.Create(bot.Name, bot.Make(provider))),
            provider.GetService<BotTexts>(),
            provider.GetService<IBotSwitches>()));
        services.TryAddSingleton<IBotCatalog>(provider => provider.GetRequiredService<BotCatalog>());
        return services;
    }
}
