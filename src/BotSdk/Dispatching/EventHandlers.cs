using System.Reflection;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

internal delegate Task EventHandler(IAccountEvent @event, IBotContext context, CancellationToken cancellationToken);

/// <summary>Finds the <see cref="IHandle{TEvent}"/> of a bot, once, so that a call needs no reflection.</summary>
internal static class EventHandlers
{
    private static readonly MethodInfo WrapMethod =
        typeof(EventHandlers).GetMethod(nameof(Wrap), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Dictionary<Type, EventHandler> Of(string name, object bot)
    {
        var handlers = new Dictionary<Type, EventHandler>();
        foreach (var contract in bot.GetType().GetInterfaces())
        {
            if (!contract.IsGenericType || contract.GetGenericTypeDefinition() != typeof(IHandle<>))
            {
                continue;
            }

            var eventType = contract.GenericTypeArguments[0];
            CheckType(name, eventType);
            handlers.Add(eventType, (EventHandler)WrapMethod.MakeGenericMethod(eventType).Invoke(null, [bot])!);
        }

        return handlers;
    }

    /// <exception cref="BotDefinitionException">It is no event, or what several kinds of events have in common.</exception>
    public static void CheckType(string name, Type eventType)
    {
        if (!eventType.IsSealed || !eventType.IsAssignableTo(typeof(IAccountEvent)))
        {
            throw new BotDefinitionException(
                $"The bot '{name}' handles {eventType.Name}, which is not an event of its own: name the events, one handler each.");
        }
    }

    private static EventHandler Wrap<TEvent>(IHandle<TEvent> bot)
        where TEvent : class, IAccountEvent =>
        (@event, context, cancellationToken) => bot.HandleAsync((TEvent)@event, context, cancellationToken);
}
