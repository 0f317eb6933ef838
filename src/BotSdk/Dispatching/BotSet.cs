using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>Bots that fit together. It does not change: a catalog whose bots change has another one.</summary>
internal sealed partial class BotSet : IBotCatalog
{
    private readonly ConcurrentDictionary<string, BotSet> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BotDispatcher> _dispatchers;
    private readonly Dictionary<string, (BotDescriptor Bot, CommandDefinition Command)>.AlternateLookup<ReadOnlySpan<char>> _commands;
    private readonly bool _someoneHandlesAllMessages;

    /// <exception cref="BotDefinitionException">They do not.</exception>
    public BotSet(IReadOnlyList<BotDispatcher> dispatchers, BotTexts texts)
    {
        (Dispatchers, Texts) = (dispatchers, texts);
        Bots = [.. dispatchers.Select(dispatcher => dispatcher.Bot)];
        CheckNames(Bots);
        _dispatchers = dispatchers.ToDictionary(dispatcher => dispatcher.Bot.Name, StringComparer.Ordinal);
        _commands = CommandsOf(Bots).GetAlternateLookup<ReadOnlySpan<char>>();
        _someoneHandlesAllMessages = Bots.Any(bot => bot.HandlesAllMessages);
    }

    public IReadOnlyList<BotDispatcher> Dispatchers { get; }

    public BotTexts Texts { get; }

    public IReadOnlyList<BotDescriptor> Bots { get; }

    public BotDispatcher? Find(string name) => _dispatchers.GetValueOrDefault(name);

    public CommandDefinition? FindCommand(ReadOnlySpan<char> name)
    {
        CommandSyntax.SplitWord(name, out var word, out var rest);
        var found = _commands.TryGetValue(word, out var first) ? first.Command : null;
        while (found is not null && !rest.IsEmpty)
        {
            CommandSyntax.SplitWord(rest, out word, out rest);
            found = CommandNames.Of(found.Subcommands).TryGetValue(word, out var inner) ? inner : null;
        }

        return found;
    }

    public bool IsUnderstood(MessageReceived message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _someoneHandlesAllMessages
            || (CommandSyntax.TryRead(message.Text, out var name, out _) && FindCommand(name) is not null)
            || Bots.Any(bot => bot.Picks?.Invoke(message) is true);
    }

    /// <summary>It is what is there already.</summary>
    public IBotCatalog At(AccountRef account, DialogRef? dialog) => this;

    /// <summary>The same without some of the bots.</summary>
    public BotSet Without(IReadOnlyCollection<string> names) => names.Count == 0 ? this : _parts.GetOrAdd(
        string.Join(' ', names.Order(StringComparer.Ordinal)),
        _ => new BotSet([.. Dispatchers.Where(one => !names.Contains(one.Bot.Name, StringComparer.Ordinal))], Texts));

    /// <summary>The same with other bots: those that have the name of one that goes take its place.</summary>
    /// <exception cref="BotDefinitionException">They do not fit together.</exception>
    public BotSet Replace(IReadOnlyCollection<string> removed, IReadOnlyCollection<BotDispatcher> added)
    {
        var kept = Dispatchers.SelectMany(one => removed.Contains(one.Bot.Name, StringComparer.Ordinal)
            ? added.Where(other => other.Bot.Name == one.Bot.Name)
            : [one]).ToList();
        return new BotSet([.. kept, .. added.Except(kept)], Texts);
    }

    private static void CheckNames(IReadOnlyList<BotDescriptor> bots)
    {
        var names = new Dictionary<string, BotDescriptor>(StringComparer.Ordinal);
        foreach (var bot in bots)
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

    private static Dictionary<string, (BotDescriptor Bot, CommandDefinition Command)> CommandsOf(IReadOnlyList<BotDescriptor> bots)
    {
        var commands = new Dictionary<string, (BotDescriptor Bot, CommandDefinition Command)>(StringComparer.OrdinalIgnoreCase);
        foreach (var bot in bots)
        {
            foreach (var (command, word) in bot.Commands.SelectMany(command => command.Words, (command, word) => (command, word)))
            {
                if (!commands.TryAdd(word, (bot, command)))
                {
                    var other = commands[word].Bot;
                    throw new BotDefinitionException(
                        $"The command !{word} is defined by two bots, '{other.Name}' ({other.Type.Name}) and "
                        + $"'{bot.Name}' ({bot.Type.Name}). Rename one of the commands.");
                }
            }
        }

        return commands;
    }

    // Part of queue names, so what RabbitMQ, file systems and people all like.
    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BotName();
}
