using System.Text.RegularExpressions;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>Holds the bots of a host and refuses those that do not fit together.</summary>
public sealed partial class BotCatalog : IBotCatalog
{
    private readonly Lazy<Contents> _contents;

    /// <summary>Makes a catalog whose bots are made when somebody first reads it, so that a bot can hold the catalog.</summary>
    /// <param name="makeBots">Makes the bots with their names.</param>
    /// <param name="texts">What the SDK says to people; English when nothing is said.</param>
    public BotCatalog(Func<IBotCatalog, IEnumerable<KeyValuePair<string, object>>> makeBots, BotTexts? texts = null)
    {
        Texts = texts ?? BotTexts.English;
        _contents = new Lazy<Contents>(() => new Contents(this, makeBots(this)));
    }

    /// <inheritdoc />
    public BotTexts Texts { get; }

    /// <inheritdoc />
    public IReadOnlyList<BotDescriptor> Bots => _contents.Value.Bots;

    /// <summary>The bots, ready to be called.</summary>
    /// <exception cref="BotDefinitionException">The bots do not fit together.</exception>
    public IReadOnlyList<BotDispatcher> Dispatchers => _contents.Value.Dispatchers;

    /// <inheritdoc />
    public CommandDefinition? FindCommand(ReadOnlySpan<char> name)
    {
        CommandSyntax.SplitWord(name, out var word, out var rest);
        var found = _contents.Value.Commands.TryGetValue(word, out var first) ? first.Command : null;
        while (found is not null && !rest.IsEmpty)
        {
            CommandSyntax.SplitWord(rest, out word, out rest);
            found = CommandNames.Of(found.Subcommands).TryGetValue(word, out var inner) ? inner : null;
        }

        return found;
    }

    /// <inheritdoc />
    public bool IsUnderstood(MessageReceived message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _contents.Value.SomeoneHandlesAllMessages
            || (CommandSyntax.TryRead(message.Text, out var name, out _) && FindCommand(name) is not null)
            || Bots.Any(bot => bot.Picks?.Invoke(message) is true);
    }

    // Part of queue names, so what RabbitMQ, file systems and people all like.
    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BotName();

    private sealed class Contents
    {
        private readonly Dictionary<string, (BotDescriptor Bot, CommandDefinition Command)> _commands =
            new(StringComparer.OrdinalIgnoreCase);

        public Contents(IBotCatalog catalog, IEnumerable<KeyValuePair<string, object>> bots)
        {
            Dispatchers = [.. bots.Select(bot => new BotDispatcher(bot.Key, bot.Value, catalog))];
            Bots = [.. Dispatchers.Select(dispatcher => dispatcher.Bot)];
            SomeoneHandlesAllMessages = Bots.Any(bot => bot.HandlesAllMessages);
            CheckNames();
            foreach (var bot in Bots)
            {
                AddCommands(bot);
            }

            Commands = _commands.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public IReadOnlyList<BotDispatcher> Dispatchers { get; }

        public IReadOnlyList<BotDescriptor> Bots { get; }

        public bool SomeoneHandlesAllMessages { get; }

        public Dictionary<string, (BotDescriptor Bot, CommandDefinition Command)>.AlternateLookup<ReadOnlySpan<char>> Commands
        {
            get;
        }

        private void CheckNames()
        {
            var names = new Dictionary<string, BotDescriptor>(StringComparer.Ordinal);
            foreach (var bot in Bots)
            {
                if (!BotName().IsMatch(bot.Name))
                {
                    throw new BotDefinitionException(
                        $"The bot {bot.Type.Name} is registered as '{bot.Name}': use lower case letters, digits, single hyphens.");
                }

                if (!names.TryAdd(bot.Name, bot))
                {
                    throw new BotDefinitionException(
                        $"Two bots are registered as '{bot.Name}': {names[bot.Name].Type.Name} and {bot.Type.Name}. Rename one.");
                }
            }
        }

        private void AddCommands(BotDescriptor bot)
        {
            foreach (var command in bot.Commands)
            {
                foreach (var word in command.Words)
                {
                    Add(bot, command, word);
                }
            }
        }

        private void Add(BotDescriptor bot, CommandDefinition command, string word)
        {
            if (!_commands.TryAdd(word, (bot, command)))
            {
                var other = _commands[word].Bot;
                throw new BotDefinitionException(
                    $"The command !{word} is defined by two bots, '{other.Name}' ({other.Type.Name}) and "
                    + $"'{bot.Name}' ({bot.Type.Name}). Rename one of the commands.");
            }
        }
    }
}
