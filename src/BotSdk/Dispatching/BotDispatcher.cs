using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Limits;
using BotPlatform.BotSdk.Messages;
using BotPlatform.BotSdk.Texts;
using BotPlatform.BotSdk.Turns;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>What a bot does with one event.</summary>
internal delegate Task Handling(IBotContext context, CancellationToken cancellationToken);

/// <summary>Calls the right method of one bot for an event. The host's consumer and the test harness share it.</summary>
public sealed class BotDispatcher
{
    private readonly IBotCatalog _catalog;
    private readonly IFallbackBot? _fallback;
    private readonly ConversationRunner? _conversations;
    private readonly Dictionary<Type, EventHandler> _handlers;
    private readonly IReadOnlyList<MessagePicker> _pickers;
    private readonly IReadOnlyList<BotMiddleware> _middleware;
    private readonly BotErrorHandler? _errorHandler;
    private readonly MessageLimits _limits;
    private readonly TurnCollector? _turns;
    private readonly BotTexts _texts;
    private readonly Dictionary<string, CommandDefinition>.AlternateLookup<ReadOnlySpan<char>> _commands;

    internal BotDispatcher(string name, object bot, IBotCatalog catalog)
    {
        _catalog = catalog;
        _fallback = bot as IFallbackBot;
        var builder = new BotBuilder(name, catalog.Texts);
        foreach (var (type, handler) in EventHandlers.Of(name, bot))
        {
            builder.Handle(type, handler);
        }

        (bot as ICommandBot)?.Define(builder.Commands);
        (bot as IActivityBot)?.Watch(builder.Activity);
        (bot as IConfigureBot)?.Configure(builder);
        HearActivity(builder);
        _conversations = ConversationRunner.Of(name, bot, builder.Conversations);
        _handlers = builder.Handlers;
        _pickers = builder.Pickers;
        _middleware = builder.Middleware;
        _errorHandler = builder.ErrorHandler;
        _limits = builder.Limits;
        _turns = builder.Turns;
        _texts = builder.Texts;
        var commands = builder.Commands.Build(builder.Texts);
        _commands = CommandNames.Of(commands);
        Bot = new BotDescriptor
        {
            Name = name,
            Type = bot.GetType(),
            Commands = commands,
            Events = [.. _handlers.Keys.Union(_conversations?.Events ?? [])],
            IsFallback = _fallback is not null,
            Picks = _pickers.Count == 0 ? null : PicksOrFails,
            HasConversations = _conversations is not null,
            IsWatcher = builder.IsWatcher,
            Watches = builder.Activity.Watches,
        };
        if (_handlers.Count == 0 && commands.Count == 0 && _pickers.Count == 0 && _fallback is null && _conversations is null)
        {
            throw new BotDefinitionException(
                $"{bot.GetType().Name}, registered as the bot '{name}', would never be called: implement "
                + "IHandle<MessageReceived>, ICommandBot or IConfigureBot, and handle something there.");
        }
    }

    /// <summary>The bot it calls.</summary>
    public BotDescriptor Bot { get; }

    /// <summary>
    /// Lets the bot handle the event and returns what it wants to send and to remember. When the bot throws, so does this, and nothing is
    /// sent or remembered.
    /// An event that the bot does not want is no error: nothing happens.
    /// </summary>
    /// <param name="event">What happened.</param>
    /// <param name="backend">Does what the bot wants at once.</param>
    /// <param name="cancellationToken">Given to the bot.</param>
    public Task<HandlerResult> DispatchAsync(IAccountEvent @event, IBotBackend backend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return CollectAsync(
            NewContext(@event, backend, isGivingUp: false),
            async context =>
            {
                if (await FindHandlingAsync(@event, context, cancellationToken) is { } handling)
                {
                    await RunAsync(@event, handling, context, cancellationToken);
                }
            });
    }

    /// <summary>
    /// Tells the bot that it has failed with an event for the last time, and returns what it wants to send and to remember all the same.
    /// When the bot throws once more, so does this.
    /// </summary>
    /// <param name="event">What it should have handled.</param>
    /// <param name="error">What it has thrown.</param>
    /// <param name="backend">Does what the bot wants at once.</param>
    /// <param name="cancellationToken">Given to the bot.</param>
    public Task<HandlerResult> GiveUpAsync(
        IAccountEvent @event, Exception error, IBotBackend backend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@event);
        ArgumentNullException.ThrowIfNull(error);
        return CollectAsync(
            NewContext(@event, backend, isGivingUp: true),
            context => _errorHandler?.Invoke(error, @event, context, cancellationToken) ?? Task.CompletedTask);
    }

    private static void HearActivity(BotBuilder builder)
    {
        var activity = builder.Activity;
        if (activity.HearsInactive)
        {
            builder.Handle(
                typeof(UserBecameInactive),
                (@event, context, token) => activity.HandleInactiveAsync((UserBecameInactive)@event, context, token));
        }

        if (activity.HearsActive)
        {
            builder.Handle(
                typeof(UserBecameActive), (@event, context, token) => activity.HandleActiveAsync((UserBecameActive)@event, context, token));
        }
    }

    private BotContext NewContext(IAccountEvent @event, IBotBackend backend, bool isGivingUp) =>
        new(Bot.Name, @event.Origin, backend, _conversations)
        {
            IsGivingUp = isGivingUp,
            HearsTimers = _handlers.ContainsKey(typeof(TimerFired)),
        };

    private static async Task<HandlerResult> CollectAsync(BotContext context, Func<BotContext, Task> act)
    {
        try
        {
            await act(context);
        }
        catch
        {
            context.Close(); // a send that outlives its handler shall fail, not vanish
            throw;
        }

        return context.Close();
    }

    private Task RunAsync(IAccountEvent @event, Handling handling, BotContext context, CancellationToken cancellationToken)
    {
        return _middleware.Count == 0 ? handling(context, cancellationToken) : Run(0);

        Task Run(int index) => index == _middleware.Count
            ? handling(context, cancellationToken)
            : _middleware[index](@event, context, () => Run(index + 1), cancellationToken);
    }

    private async ValueTask<Handling?> FindHandlingAsync(IAccountEvent @event, BotContext context, CancellationToken cancellationToken)
    {
        if (@event is TimerFired timer && ConversationMemory.IsTimeout(timer))
        {
            return (one, token) => _conversations?.TimeOutAsync(timer, context, token) ?? Task.CompletedTask;
        }

        if (@event is TimerFired end && TurnCollector.IsEnd(end))
        {
            return (one, token) => _turns?.EndAsync(end, context, token) ?? Task.CompletedTask;
        }

        if (@event is not MessageReceived message)
        {
            return _conversations?.Events.Contains(@event.GetType()) == true
                ? HearAsync(_conversations, @event, context)
                : FindHandler(@event);
        }

        var catalog = _catalog.At(message.Origin.Account, message.Dialog);
        var continuation = _conversations is null
            ? null
            : await _conversations.FindAsync(message, catalog, context, cancellationToken);
        if (continuation?.Kind == ContinuationKind.Answer)
        {
            return Limited(message, continuation.Act, isAnswer: true);
        }

        if (continuation?.Kind == ContinuationKind.Aside)
        {
            return continuation.Act;
        }

        var handling = FindPicked(message, catalog) is { } picked
            ? Limited(message, picked, isAnswer: false)
            : FindHandler(message) ?? await FindFallbackAsync(message, catalog, context, cancellationToken);
        return continuation is null || handling is null ? continuation?.Act ?? handling : async (one, token) =>
        {
            await continuation.Act(one, token);
            await handling(one, token);
        };
    }

    private Handling HearAsync(ConversationRunner conversations, IAccountEvent @event, BotContext context)
    {
        var handling = FindHandler(@event);
        return async (one, token) =>
        {
            await conversations.HearAsync(@event, context, token);
            await (handling?.Invoke(one, token) ?? Task.CompletedTask);
        };
    }

    // A bot that fails here gets the message, to fail with it alone: the others are asked as well.
    private bool PicksOrFails(MessageReceived message)
    {
        try
        {
            return _pickers.Any(picker => picker.Pick(message) is not null);
        }
        catch (Exception)
        {
            return true;
        }
    }

    private Handling Limited(MessageReceived message, Handling handling, bool isAnswer) => _limits.IsEmpty
        ? handling
        : (context, token) => _limits.RunAsync(message, context, () => handling(context, token), _texts, token, isAnswer);

    private Handling? FindHandler(IAccountEvent @event) => _handlers.TryGetValue(@event.GetType(), out var handler)
        ? (context, cancellationToken) => handler(@event, context, cancellationToken)
        : null;

    private async ValueTask<Handling?> FindFallbackAsync(
        MessageReceived message, IBotCatalog catalog, BotContext context, CancellationToken cancellationToken) =>
        _fallback is null || catalog.IsUnderstood(message)
            || await ConversationMemory.IsTakenAsync(catalog.Bots, message, context.Memory, cancellationToken)
            ? null
            : (one, token) => _fallback.HandleUnansweredAsync(message, one, token);

    private Handling? FindPicked(MessageReceived message, IBotCatalog catalog)
    {
        if (CommandSyntax.TryRead(message.Text, out var name, out var rest))
        {
            if (_commands.TryGetValue(name, out var definition))
            {
                var command = new Command(message, definition.Name, rest.ToString());
                return (context, cancellationToken) => definition.Handler(command, context, cancellationToken);
            }

            if (_pickers.Count == 0 || catalog.FindCommand(name) is not null)
            {
                return null; // another bot's, which is for that bot
            }
        }

        foreach (var picker in _pickers)
        {
            if (picker.Pick(message) is { } picked)
            {
                return (context, cancellationToken) => picker.HandleAsync(message, picked, context, cancellationToken);
            }
        }

        return null;
    }
}
