using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.BotSdk.Delegates;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>The conversations of one bot, while the bot names them.</summary>
public sealed class ConversationSet
{
    private readonly string _bot;
    private readonly CommandSet _commands;
    private readonly Dictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);

    private readonly Func<BotTexts> _texts;

    internal ConversationSet(string bot, CommandSet commands, Func<BotTexts> texts) => (_bot, _commands, _texts) = (bot, commands, texts);

    /// <summary>
    /// What is said to people besides the questions: the bot's texts unless changed. Other texts for one conversation are one of its options.
    /// </summary>
    public ConversationTexts Texts
    {
        get => field ?? _texts().Conversations;
        set;
    }

    internal IReadOnlyDictionary<string, Conversation> Conversations => _conversations;

    /// <summary>Adds a conversation that a handler begins, with <see cref="IBotContext.BeginConversationAsync"/>.</summary>
    /// <param name="name">Keep it from version to version: it is how a running conversation finds its handler again.</param>
    /// <param name="handler">Holds it.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="BotDefinitionException">The bot has the conversation already, or the options say what cannot be.</exception>
    public void On(string name, ConversationHandler handler, ConversationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        options?.Check(_bot, name);
        if (!_conversations.TryAdd(name, new Conversation(name, handler, options ?? new ConversationOptions())))
        {
            throw new BotDefinitionException($"The bot '{_bot}' defines the conversation '{name}' twice: remove one of them.");
        }
    }

    /// <summary>Adds a conversation that begins with a command of the same name.</summary>
    /// <param name="name">As for <see cref="CommandSet.Add(string, string, string, CommandHandler)"/>.</param>
    /// <param name="usage">As for <see cref="CommandSet.Add(string, string, string, CommandHandler)"/>; what was given is <see cref="ITalk.Arguments"/>.</param>
    /// <param name="description">As for <see cref="CommandSet.Add(string, string, string, CommandHandler)"/>.</param>
    /// <param name="handler">Holds it.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="BotDefinitionException">The name is not a name, or the bot has it already.</exception>
    public CommandBuilder OnCommand(
        string name, string usage, string description, ConversationHandler handler, ConversationOptions? options = null)
    {
        On(name, handler, options);
        return _commands.Add(name, usage, description, (command, context, cancellationToken) =>
            context.BeginConversationAsync(name, command.Message, cancellationToken));
    }

    /// <summary>
    /// Adds a conversation that begins with a command whose arguments are parameters of <paramref name="handler"/>, beside its
    /// <see cref="ITalk"/>. Who writes something else is told so, and nothing begins. A text that it returns is said at the end.
    /// </summary>
    /// <param name="name">As for <see cref="CommandSet.Add(string, string, Delegate)"/>.</param>
    /// <param name="description">As for <see cref="CommandSet.Add(string, string, Delegate)"/>.</param>
    /// <param name="handler">Holds it. May ask for the <see cref="CancellationToken"/> as well; the rest is the talk's.</param>
    /// <param name="options">Null for all defaults. Another <see cref="ConversationOptions.Version"/> when the parameters change.</param>
    /// <exception cref="BotDefinitionException">The delegate makes no conversation, or the name is not a new name.</exception>
    public CommandBuilder OnCommand(string name, string description, Delegate handler, ConversationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(handler);
        var what = $"The conversation '{name}' of the bot '{_bot}'";
        var parameters = DelegateParameter.Of(handler);
        if (parameters.All(one => one.Type != typeof(ITalk))
            || parameters.Any(one => one.Type == typeof(IBotContext) || one.Type == typeof(MessageReceived)))
        {
            throw new BotDefinitionException(
                $"{what} asks for its {nameof(ITalk)}, and for no context or message, which are others with each answer.");
        }

        var typed = new TypedCommand(handler, what, typeof(ITalk));
        On(name, talk => HoldAsync(typed, (Talk)talk), options);
        return _commands.Add(name, description, typed, (syntax, texts) => typed.Guard(BeginAsync, syntax, texts));

        Task BeginAsync(Command command, IBotContext context, CancellationToken cancellationToken) =>
            context.BeginConversationAsync(name, command.Message, cancellationToken);
    }

    private static async Task HoldAsync(TypedCommand typed, Talk talk)
    {
        if (await typed.HoldAsync(talk) is { Length: > 0 } text)
        {
            await talk.SayAsync(text);
        }
    }
}

internal sealed record Conversation(string Name, ConversationHandler Handler, ConversationOptions Options);
