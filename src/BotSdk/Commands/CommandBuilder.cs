using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands;

/// <summary>One command, while its bot says what there is to say about it.</summary>
public sealed class CommandBuilder
{
    private readonly CommandSet _set;
    private readonly Func<BotTexts, CommandDefinition> _make;
    private readonly List<string> _aliases = [];

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

    internal CommandDefinition Build(BotTexts texts) => _make(texts) with { Aliases = [.. _aliases] };
}
