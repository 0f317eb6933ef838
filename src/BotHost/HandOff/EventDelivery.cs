using BotPlatform.BotHost.Storage;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>An event on its way to one bot, until the bot has dealt with it.</summary>
internal abstract class EventDelivery(IAccountEvent @event)
{
    /// <summary>What happened.</summary>
    public IAccountEvent Event { get; } = @event;

    /// <summary>Whether the bot has handled it before, so that it is not called again.</summary>
    public virtual Task<bool> IsRepeatedAsync() => Task.FromResult(false);

    /// <summary>
    /// The bot has handled it and wants this sent and remembered. What one lane completes becomes durable in the order of the calls; the
    /// task may complete before it is, if there is nothing to be remembered.
    /// </summary>
    /// <returns>
    /// What the bot has read and is no longer so: nothing was done, and the bot has to handle the event again. Null when it is done.
    /// </returns>
    /// <exception cref="ArgumentException">A command cannot be written.</exception>
    /// <exception cref="UnstorableException">The database refuses it for good.</exception>
    public abstract Task<StateAddress?> CompleteAsync(HandlerResult result);

    /// <summary>
    /// The bot cannot handle it: it is put aside for people to look at. What the bot says about it is sent, and what it changes is
    /// remembered; durable as with <see cref="CompleteAsync"/>.
    /// </summary>
    /// <returns>What the bot has read and is no longer so, so that nothing was done; null when it is done.</returns>
    /// <exception cref="ArgumentException">A command cannot be written.</exception>
    /// <exception cref="UnstorableException">The database refuses it for good.</exception>
    public abstract Task<StateAddress?> ParkAsync(Exception error, int attempts, HandlerResult lastWords);

    /// <summary>The host gives it up: another process begins with it, or the next one. May throw to tell the bus.</summary>
    public abstract Task AbandonAsync();
}
