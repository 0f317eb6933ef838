using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands;

/// <summary>The commands of one bot, or of a group, while the bot names them.</summary>
public sealed class CommandSet
{
    private readonly string _bot;
    private readonly string _group;
    private readonly List<CommandBuilder> _commands = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    internal CommandSet(string bot, string group = "")
    {
        _bot = bot;
        _group = group;
    }

    /// <summary>Adds a command that reads its text itself.</summary>
    /// <param name="name">Without the <c>!</c>; begins with a letter or digit, holds no white space.</param>
    /// <param name="usage">What may follow the name, for people: <c>TEXT</c>; empty when nothing may.</param>
    /// <param name="description">What it does, in one sentence, for <c>!help</c>.</param>
    /// <param name="handler">What carries it out.</param>
    /// <exception cref="BotDefinitionException">The name is not a name, or the bot has the command already.</exception>
    public CommandBuilder Add(string name, string usage, string description, CommandHandler handler)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(handler);
        return Add(name, _ => new CommandDefinition(_group + name, usage, description, handler));
    }

    /// <summary>
    /// Adds a command whose arguments are the parameters of <paramref name="handler"/>: texts, numbers, enums, dates, times, users,
    /// dialogs, whatever is <see cref="IParsable{TSelf}"/>; optional ones, <see cref="RestAttribute"/>, <c>params</c>. It may also ask
    /// for the <see cref="Command"/>, the message, the <see cref="IBotContext"/> and the <see cref="CancellationToken"/>. A text that it
    /// returns is the reply. What follows the name is explained to people who write something else.
    /// </summary>
    /// <param name="name">Without the <c>!</c>; begins with a letter or digit, holds no white space.</param>
    /// <param name="description">What it does, in one sentence, for <c>!help</c>.</param>
    /// <param name="handler">Returns nothing, a string, or a task of either.</param>
    /// <exception cref="BotDefinitionException">The delegate makes no command, or the name is not a new name.</exception>
    public CommandBuilder Add(string name, string description, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(handler);
        var typed = new TypedCommand(handler, $"The command {CommandSyntax.Prefix}{_group}{name} of the bot '{_bot}'", typeof(Command));
        return Add(name, description, typed, typed.HandlerFor);
    }

    /// <summary>Adds a command that is written as its delegate says.</summary>
    /// <param name="name">As for the others.</param>
    /// <param name="description">As for the others.</param>
    /// <param name="typed">Its arguments.</param>
    /// <param name="makeHandler">Makes what carries it out of how it is written, and in which words mistakes are explained.</param>
    internal CommandBuilder Add(
        string name, string description, TypedCommand typed, Func<string, BotTexts, CommandHandler> makeHandler) => Add(name, texts =>
    {
        var definition = new CommandDefinition(_group + name, typed.Usage, description, NotYet);
        return definition with { Handler = makeHandler(definition.Syntax, texts), Parameters = typed.Describe(texts) };
    });

    /// <summary>Adds commands of several words that begin with the same one: <c>!poll create</c>, <c>!poll close</c>.</summary>
    /// <param name="name">The first word, without the <c>!</c>.</param>
    /// <param name="description">What they are for, in one sentence, for <c>!help</c>.</param>
    /// <param name="define">Adds them, under their last word.</param>
    /// <exception cref="BotDefinitionException">The name is not a new name, or there is no command in the group.</exception>
    public CommandBuilder AddGroup(string name, string description, Action<CommandSet> define)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(define);
        var inner = new CommandSet(_bot, $"{_group}{name} ");
        define(inner);
        if (inner._commands.Count == 0)
        {
            throw new BotDefinitionException(
                $"The bot '{_bot}' defines the group {CommandSyntax.Prefix}{_group}{name} with nothing in it.");
        }

        return Add(name, texts =>
        {
            var commands = inner.Build(texts);
            var group = new CommandGroup(_group + name, commands, texts);
            var usage = CommandDefinition.UsageOf(commands);
            return new CommandDefinition(_group + name, usage, description, group.RunAsync) { Subcommands = commands };
        });
    }

    internal IReadOnlyList<CommandDefinition> Build(BotTexts texts) => [.. _commands.Select(command => command.Build(texts))];

    /// <summary>Takes a name for a command.</summary>
    internal void Claim(string name)
    {
        if (!CommandSyntax.IsName(name))
        {
            throw new BotDefinitionException(
                $"The bot '{_bot}' defines the command '{_group}{name}', which is not a name: write it without the '!', beginning with a "
                + "letter or digit and without white space.");
        }

        if (!_names.Add(name))
        {
            throw new BotDefinitionException($"The bot '{_bot}' defines the command !{_group}{name} twice: remove one of them.");
        }
    }

    private static Task NotYet(Command command, IBotContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    private CommandBuilder Add(string name, Func<BotTexts, CommandDefinition> make)
    {
        Claim(name);
        var command = new CommandBuilder(this, make);
        _commands.Add(command);
        return command;
    }
}
