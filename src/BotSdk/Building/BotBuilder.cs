using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Limits;
using BotPlatform.BotSdk.Messages;
using BotPlatform.BotSdk.Texts;
using BotPlatform.BotSdk.Turns;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;
using EventHandler = BotPlatform.BotSdk.Dispatching.EventHandler;

namespace BotPlatform.BotSdk.Building;

/// <summary>
/// What a bot does, while it says so. A message has one handler in a bot: its command, else the first pattern or mention that picks it,
/// else the handler of every message. What a handler promises and is promised is said at <see cref="IHandle{TEvent}"/>.
/// </summary>
public sealed class BotBuilder
{
    private readonly List<BotMiddleware> _middleware = [];
    private readonly List<MessagePicker> _pickers = [];
    private readonly Dictionary<Type, EventHandler> _handlers = [];

    internal BotBuilder(string name, BotTexts texts)
    {
        Name = name;
        Texts = texts;
        Commands = new CommandSet(name);
        Conversations = new ConversationSet(name, Commands, () => Texts);
        Activity = new ActivitySet(name);
    }

    /// <summary>The name under which the bot is registered.</summary>
    public string Name { get; }

    /// <summary>What the SDK says to people on behalf of this bot; the host's texts unless changed.</summary>
    public BotTexts Texts { get; set; }

    /// <summary>
    /// Whether the bot gets every message only to watch, as a moderator does: then there are still hints for who writes what nobody
    /// understands. Default false: a bot that handles every message sees to all of them.
    /// </summary>
    public bool IsWatcher { get; set; }

    /// <summary>The commands.</summary>
    public CommandSet Commands { get; }

    /// <summary>The conversations.</summary>
    public ConversationSet Conversations { get; }

    /// <summary>Whose coming and going it hears of.</summary>
    public ActivitySet Activity { get; }

    internal IReadOnlyList<BotMiddleware> Middleware => _middleware;

    internal BotErrorHandler? ErrorHandler { get; private set; }

    internal MessageLimits Limits { get; } = new();

    internal TurnCollector? Turns { get; private set; }

    internal IReadOnlyList<MessagePicker> Pickers => _pickers;

    internal Dictionary<Type, EventHandler> Handlers => _handlers;

    /// <inheritdoc cref="CommandSet.Add(string, string, Delegate)"/>
    public CommandBuilder OnCommand(string name, string description, Delegate handler) => Commands.Add(name, description, handler);

    /// <inheritdoc cref="CommandSet.AddGroup"/>
    public CommandBuilder OnCommands(string name, string description, Action<CommandSet> define) =>
        Commands.AddGroup(name, description, define);

    /// <inheritdoc cref="ConversationSet.OnCommand(string, string, Delegate, ConversationOptions)"/>
    public CommandBuilder OnConversation(string name, string description, Delegate handler, ConversationOptions? options = null) =>
        Conversations.OnCommand(name, description, handler, options);

    /// <inheritdoc cref="ActivitySet.OnInactive"/>
    public BotBuilder OnInactive(
        TimeSpan after, Func<UserBecameInactive, IBotContext, CancellationToken, Task> handler, WatchedUsers? users = null)
    {
        Activity.OnInactive(after, handler, users);
        return this;
    }

    /// <inheritdoc cref="ActivitySet.OnActive"/>
    public BotBuilder OnActive(
        TimeSpan after, Func<UserBecameActive, IBotContext, CancellationToken, Task> handler, WatchedUsers? users = null)
    {
        Activity.OnActive(after, handler, users);
        return this;
    }

    /// <summary>Picks messages by their text.</summary>
    /// <param name="pattern">
    /// A regular expression. Where it can be, it is one whose work grows with the text alone; else it gives up after
    /// 100 ms, and the message is not picked.
    /// </param>
    /// <param name="handler">
    /// May ask for the <see cref="Match"/>, the message, the <see cref="IBotContext"/> and the <see cref="CancellationToken"/>. A text
    /// that it returns is the reply.
    /// </param>
    /// <exception cref="BotDefinitionException">It is no pattern, or the delegate asks for something else.</exception>
    public BotBuilder OnMessage([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(handler);
        _pickers.Add(new PatternPicker(Name, pattern, handler));
        return this;
    }

    /// <inheritdoc cref="OnMessage(string, Delegate)"/>
    /// <param name="pattern">One without a time limit gets one of 100 ms.</param>
    /// <param name="handler">See the other one.</param>
    public BotBuilder OnMessage(Regex pattern, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(handler);
        _pickers.Add(new PatternPicker(Name, pattern, handler));
        return this;
    }

    /// <summary>Picks messages as you choose.</summary>
    /// <typeparam name="TPicked">What was found in the message.</typeparam>
    /// <param name="pick">
    /// Finds it; null leaves the message to others. It is asked when the host decides who gets the message, and once more before the
    /// handler, so it is quick and has no effects.
    /// </param>
    /// <param name="handler">
    /// May ask for what was found, the message, the <see cref="IBotContext"/> and the <see cref="CancellationToken"/>. A text that it
    /// returns is the reply.
    /// </param>
    /// <exception cref="BotDefinitionException">The delegate asks for something else.</exception>
    public BotBuilder OnMessage<TPicked>(Func<MessageReceived, TPicked?> pick, Delegate handler)
        where TPicked : class
    {
        ArgumentNullException.ThrowIfNull(pick);
        ArgumentNullException.ThrowIfNull(handler);
        _pickers.Add(new ChosenPicker<TPicked>(Name, pick, handler));
        return this;
    }

    /// <inheritdoc cref="OnMention(IReadOnlyList{string}, Delegate)"/>
    public BotBuilder OnMention(Delegate handler) => OnMention([Name], handler);

    /// <summary>
    /// Picks messages that are meant for the bot: in a group those that say <c>@name</c>, or begin with <c>name:</c> or <c>name,</c>;
    /// in a direct dialog every message. The account's user id is a name as well.
    /// </summary>
    /// <param name="names">What the bot is called there, in any case; the name of its registration where nothing is said.</param>
    /// <param name="handler">
    /// May ask for the <see cref="Mention"/>, the message, the <see cref="IBotContext"/> and the <see cref="CancellationToken"/>. A text
    /// that it returns is the reply.
    /// </param>
    /// <exception cref="BotDefinitionException">The delegate asks for something else, or a name is empty.</exception>
    public BotBuilder OnMention(IReadOnlyList<string> names, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(handler);
        _pickers.Add(new MentionPicker(Name, names, handler));
        return this;
    }

    /// <summary>Handles every event of one kind, as <see cref="IHandle{TEvent}"/> does.</summary>
    /// <typeparam name="TEvent">The event's own type.</typeparam>
    /// <exception cref="BotDefinitionException">The bot handles such events already.</exception>
    public BotBuilder On<TEvent>(Func<TEvent, IBotContext, CancellationToken, Task> handler)
        where TEvent : class, IAccountEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        EventHandlers.CheckType(Name, typeof(TEvent));
        Handle(typeof(TEvent), (@event, context, cancellationToken) => handler((TEvent)@event, context, cancellationToken));
        return this;
    }

    /// <summary>
    /// Handles what people write as one, when they send several messages in a row: commands, answers in conversations and messages that the
    /// bot picks are handled by themselves, the others wait until their sender pauses.
    /// </summary>
    /// <param name="handler">Gets the messages of one user in one dialog.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="BotDefinitionException">The bot handles every message already, or the options say nothing that can be.</exception>
    public BotBuilder OnTurn(TurnHandler handler, TurnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new TurnOptions();
        if (options.Quiet <= TimeSpan.Zero || options.Longest < options.Quiet || options.MaxMessages < 1)
        {
            throw new BotDefinitionException(
                $"The bot '{Name}' wants turns that cannot be: {nameof(options.Quiet)} is more than nothing, {nameof(options.Longest)} no less "
                + $"than it, and {nameof(options.MaxMessages)} at least one.");
        }

        var turns = new TurnCollector(Name, handler, options);
        Handle(typeof(MessageReceived), (@event, context, token) => turns.CollectAsync((MessageReceived)@event, (BotContext)context, token));
        Turns = turns;
        return this;
    }

    /// <summary>Handles every event of one kind, for bots that learn only at start which.</summary>
    /// <param name="eventType">The event's own type.</param>
    /// <param name="handler">What handles them.</param>
    /// <exception cref="BotDefinitionException">It is no event of its own, or the bot handles such events already.</exception>
    public BotBuilder On(Type eventType, Func<IAccountEvent, IBotContext, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        ArgumentNullException.ThrowIfNull(handler);
        EventHandlers.CheckType(Name, eventType);
        Handle(eventType, (@event, context, cancellationToken) => handler(@event, context, cancellationToken));
        return this;
    }

    /// <summary>Puts something around all handlers of the bot; the first that is put stands outermost.</summary>
    public BotBuilder Use(BotMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>
    /// Is called when the bot has failed with an event so often that the event is parked, just before. Who fails here as well says
    /// nothing.
    /// </summary>
    /// <exception cref="BotDefinitionException">There is one already.</exception>
    public BotBuilder OnError(BotErrorHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ErrorHandler = ErrorHandler is null
            ? handler
            : throw new BotDefinitionException($"The bot '{Name}' handles its errors twice: make it one handler.");
        return this;
    }

    /// <summary>
    /// Each user may write so many commands, answers in conversations and messages that the bot picks in so much time; what comes to
    /// handlers of every message is not counted. An answer that is too much is refused with a sentence each time. See <see cref="CommandBuilder.LimitPerUser"/>.
    /// </summary>
    /// <exception cref="BotDefinitionException">Nothing would be left.</exception>
    public BotBuilder LimitPerUser(int count, TimeSpan time)
    {
        Limits.Add(count, time, MessageLimit.User);
        return this;
    }

    /// <inheritdoc cref="LimitPerUser"/>
    /// <remarks>The same for each dialog, whoever writes there.</remarks>
    public BotBuilder LimitPerDialog(int count, TimeSpan time)
    {
        Limits.Add(count, time, MessageLimit.Dialog);
        return this;
    }

    internal void Handle(Type eventType, EventHandler handler)
    {
        if (!_handlers.TryAdd(eventType, handler))
        {
            throw new BotDefinitionException($"The bot '{Name}' handles {eventType.Name} twice: make it one handler.");
        }
    }
}
