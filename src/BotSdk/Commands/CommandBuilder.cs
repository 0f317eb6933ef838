using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Limits;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Commands;

/// <summary>One command, while its bot says what there is to say about it.</summary>
public sealed class CommandBuilder
{
    private readonly CommandSet _set;
    private readonly Func<BotTexts, CommandDefinition> _make;
    private readonly List<string> _aliases = [];
    private readonly Dictionary<string, string> _descriptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<AccessRule> _rules = [];
    private readonly MessageLimits _limits = new();

    internal CommandBuilder(CommandSet set, Func<BotTexts, CommandDefinition> make)
    {
        _set = set;
        _make = make;
    }

    /// <summary>Gives the command further names.</summary>
    /// <param name="names">Without the <c>!</c>, like the first one.</param>
    /// <exception cref="BotDefinitionException">One is not a name, or the bot has a command of that name already.</exception>
    public CommandBuilder Alias(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            _set.Claim(name);
            _aliases.Add(name);
        }

        return this;
    }

    /// <summary>Says what the command does in another language, for bots and hosts whose texts are in it.</summary>
    /// <param name="language">As <see cref="BotTexts.Language"/> has it: <c>de</c>.</param>
    /// <param name="description">One sentence.</param>
    public CommandBuilder Describe(string language, string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(language);
        ArgumentException.ThrowIfNullOrEmpty(description);
        _descriptions[language] = description;
        return this;
    }

    /// <summary>
    /// Only these users may use it. As with the other rules, all of them must hold, a group's hold for what is in it, others get a polite
    /// sentence, and <c>!help</c> does not show them the command.
    /// </summary>
    public CommandBuilder OnlyFor(params UserRef[] users)
    {
        var allowed = users.ToHashSet();
        return Only((asker, _) => ValueTask.FromResult(allowed.Contains(asker.Message.Sender)));
    }

    /// <summary>It may be used in these dialogs alone.</summary>
    public CommandBuilder OnlyIn(params DialogRef[] dialogs)
    {
        var allowed = dialogs.ToHashSet();
        return Only((asker, _) => ValueTask.FromResult(allowed.Contains(asker.Message.Dialog)));
    }

    /// <summary>
    /// Only who is that much in the dialog may use it. The network is asked for it, and where it does not say, nobody may.
    /// </summary>
    public CommandBuilder OnlyFor(DialogRole role) =>
        Only(async (asker, cancellationToken) => await asker.FindRoleAsync(cancellationToken) is { } actual && actual >= role);

    /// <summary>
    /// Each user may use it so many times in so much time. Who does more is told so once in that time. Each host counts by itself; what
    /// is tried again because it failed counts once.
    /// </summary>
    /// <exception cref="BotDefinitionException">Nothing would be left.</exception>
    public CommandBuilder LimitPerUser(int count, TimeSpan time)
    {
        _limits.Add(count, time, MessageLimit.User);
        return this;
    }

    /// <summary>The same for each dialog, whoever writes there.</summary>
    /// <exception cref="BotDefinitionException">Nothing would be left.</exception>
    public CommandBuilder LimitPerDialog(int count, TimeSpan time)
    {
        _limits.Add(count, time, MessageLimit.Dialog);
        return this;
    }

    internal CommandDefinition Build(BotTexts texts)
    {
        var command = _make(texts).Under(_rules);
        var handler = command.Handler;

        // Who may not use it uses up nothing of what the others may.
        CommandHandler limited = _limits.IsEmpty
            ? handler
            : (one, context, token) => _limits.RunAsync(one.Message, context, () => handler(one, context, token), texts, token);
        return command with
        {
            Aliases = [.. _aliases],
            Description = _descriptions.GetValueOrDefault(texts.Language, command.Description),
            Handler = _rules.Guard(limited, texts),
        };
    }

    private CommandBuilder Only(AccessRule rule)
    {
        _rules.Add(rule);
        return this;
    }
}
