namespace BotPlatform.BotSdk.Commands;

/// <summary>The commands of one bot, while the bot names them.</summary>
public sealed class CommandSet
{
    private readonly string _bot;
    private readonly List<CommandDefinition> _commands = [];

    internal CommandSet(string bot) => _bot = bot;

    internal IReadOnlyList<CommandDefinition> Commands => _commands;

    /// <summary>Adds a command.</summary>
    /// <param name="name">Without the <c>!</c>; begins with a letter or digit, holds no white space.</param>
    /// <param name="usage">What may follow the name, for people: <c>TEXT</c>; empty when nothing may.</param>
    /// <param name="description">What it does, in one sentence, for <c>!help</c>.</param>
    /// <param name="handler">What carries it out.</param>
    /// <exception cref="BotDefinitionException">The name is not a name, or the bot has the command already.</exception>
    public void Add(string name, string usage, string description, CommandHandler handler)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(handler);
        if (!CommandSyntax.IsName(name))
        {
            throw new BotDefinitionException(
                $"The bot '{_bot}' defines the command '{name}', which is not a name: write it without the '!', beginning with a "
                + "letter or digit and without white space.");
        }

        if (_commands.Exists(command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new BotDefinitionException($"The bot '{_bot}' defines the command !{name} twice: remove one of them.");
        }

        _commands.Add(new CommandDefinition(name, usage, description, handler));
    }
}
