using BotPlatform.BotSdk.Commands;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>The conversations of one bot, while the bot names them.</summary>
public sealed class ConversationSet
{
    private readonly string _bot;
    private readonly CommandSet _commands;
    private readonly Dictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);

    internal ConversationSet(string bot, CommandSet commands) => (_bot, _commands) = (bot, commands);

    /// <summary>What is said to people besides the questions; another text for each conversation is one of its options.</summary>
    public ConversationTexts Texts { get; set; } = new();

    internal IReadOnlyDictionary<string, Conversation> Conversations => _conversations;

    /// <summary>Adds a conversation that a handler begins, with <see cref="IBotContext.BeginConversationAsync"/>.</summary>
    /// <param name="name">Keep it from version to version: it is how a running conversation finds its handler again.</param>
    /// <param name="handler">Holds it.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="BotDefinitionException">The bot has the conversation already.</exception>
    public void On(string name, ConversationHandler handler, ConversationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        if (!_conversations.TryAdd(name, new Conversation(name, handler, options ?? new ConversationOptions())))
        {
            throw new BotDefinitionException($"The bot '{_bot}' defines the conversation '{name}' twice: remove one of them.");
        }
    }

    /// <summary>Adds a conversation that begins with a command of the same name.</summary>
    /// <param name="name">As for <see cref="CommandSet.Add"/>.</param>
    /// <param name="usage">As for <see cref="CommandSet.Add"/>; what was given is <see cref="ITalk.Arguments"/>.</param>
    /// <param name="description">As for <see cref="CommandSet.Add"/>.</param>
    /// <param name="handler">Holds it.</param>
    /// <param name="options">Null for all defaults.</param>
    /// <exception cref="BotDefinitionException">The name is not a name, or the bot has it already.</exception>
    public void OnCommand(
        string name, string usage, string description, ConversationHandler handler, ConversationOptions? options = null)
    {
        On(name, handler, options);
        _commands.Add(name, usage, description, (command, context, cancellationToken) =>
            context.BeginConversationAsync(name, command.Message, cancellationToken));
    }
}

internal sealed record Conversation(string Name, ConversationHandler Handler, ConversationOptions Options);
