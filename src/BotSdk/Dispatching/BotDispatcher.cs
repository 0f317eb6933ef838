using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>Calls the right method of one bot for an event. The host's consumer and the test harness share it.</summary>
public sealed class BotDispatcher
{
    private readonly IBotCatalog _catalog;
    private readonly IFallbackBot? _fallback;
    private readonly ConversationRunner? _conversations;
    private readonly Dictionary<Type, EventHandler> _handlers;
    private readonly Dictionary<string, CommandDefinition>.AlternateLookup<ReadOnlySpan<char>> _commands;

    internal BotDispatcher(string name, object bot, IBotCatalog catalog)
    {
        _catalog = catalog;
        _fallback = bot as IFallbackBot;
        _handlers = EventHandlers.Of(name, bot);
        var commands = new CommandSet(name);
        (bot as ICommandBot)?.Define(commands);
        _conversations = ConversationRunner.Of(name, bot, commands);
        _commands = commands.Commands
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        Bot = new BotDescriptor
        {
            Name = name,
            Type = bot.GetType(),
            Commands = commands.Commands,
            Events = [.. _handlers.Keys],
            IsFallback = _fallback is not null,
            HasConversations = _conversations is not null,
        };
        if (_handlers.Count == 0 && commands.Commands.Count == 0 && _fallback is null && _conversations is null)
        {
            throw new BotDefinitionException(
                $"{bot.GetType().Name}, registered as the bot '{name}', would never be called: implement "
                + "IHandle<MessageReceived> or ICommandBot.");
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
    public async Task<HandlerResult> DispatchAsync(
        IAccountEvent @event, IBotBackend backend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var context = new BotContext(Bot.Name, @event.Origin, backend, _conversations);
        try
        {
            if (_conversations is null || @event is not MessageReceived message
                || !await _conversations.TryContinueAsync(message, _catalog, context, cancellationToken))
            {
                await CallAsync(@event, context, cancellationToken);
            }
        }
        catch
        {
            context.Close(); // a send that outlives its handler shall fail, not vanish
            throw;
        }

        return context.Close();
    }

    private Task CallAsync(IAccountEvent @event, BotContext context, CancellationToken cancellationToken)
    {
        if (@event is MessageReceived message && CommandSyntax.TryRead(message.Text, out var name, out var rest)
            && _commands.TryGetValue(name, out var command))
        {
            return command.Handler(new Command(message, command.Name, rest.ToString()), context, cancellationToken);
        }

        if (_handlers.TryGetValue(@event.GetType(), out var handler))
        {
            return handler(@event, context, cancellationToken);
        }

        return _fallback is not null && @event is MessageReceived unanswered && !_catalog.IsUnderstood(unanswered)
            ? HandleUnansweredAsync(_fallback, unanswered, context, cancellationToken)
            : Task.CompletedTask;
    }

    private async Task HandleUnansweredAsync(
        IFallbackBot fallback, MessageReceived message, BotContext context, CancellationToken cancellationToken)
    {
        if (!await ConversationRunner.IsTakenAsync(_catalog.Bots, message, context.Memory, cancellationToken))
        {
            await fallback.HandleUnansweredAsync(message, context, cancellationToken);
        }
    }
}
