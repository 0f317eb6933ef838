using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>A bot that wants to know about every <typeparamref name="TEvent"/>. A bot may implement several of these.</summary>
/// <typeparam name="TEvent">
/// The event's own type, for example <see cref="MessageReceived"/>; not one of the interfaces that it has.
/// </typeparam>
public interface IHandle<in TEvent>
    where TEvent : class, IAccountEvent
{
    /// <summary>
    /// Called once an event; events of one dialog come one after the other, those of different dialogs at the same time. Events
    /// of no dialog (<see cref="IAccountEvent"/> that are no <see cref="IChatEvent"/>) come one after the other for each account.
    /// When it throws, nothing of what it sent leaves, and it is called again with the same event a few times.
    /// </summary>
    /// <remarks>A message that is one of this bot's own commands goes to the command instead.</remarks>
    Task HandleAsync(TEvent @event, IBotContext context, CancellationToken cancellationToken);
}
