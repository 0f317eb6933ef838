using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Building;

/// <summary>Stands around the handlers of a bot.</summary>
/// <param name="event">What happened.</param>
/// <param name="context">What the bot can do; what it sends leaves with what the handler sends.</param>
/// <param name="next">Goes on to the next one, and in the end to the handler. Not calling it leaves the event unhandled for good.</param>
/// <param name="cancellationToken">When the bot shall give up.</param>
public delegate Task BotMiddleware(IAccountEvent @event, IBotContext context, Func<Task> next, CancellationToken cancellationToken);

/// <summary>Hears of an event with which a bot has failed for the last time.</summary>
/// <param name="error">What the bot has thrown.</param>
/// <param name="event">What it should have handled.</param>
/// <param name="context">What the bot can still do: say sorry, or remember it. Nothing of what the handler has sent leaves, and no conversation begins here.</param>
/// <param name="cancellationToken">When the bot shall give up.</param>
public delegate Task BotErrorHandler(Exception error, IAccountEvent @event, IBotContext context, CancellationToken cancellationToken);
