using BotPlatform.BotSdk.Access;

namespace BotPlatform.BotSdk.Commands;

/// <summary>A command that a bot understands.</summary>
/// <param name="Name">
/// Without the <c>!</c>; upper and lower case are the same. That of a command in a group begins with the group's: <c>poll create</c>.
/// </param>
/// <param name="Usage">What may follow the name, for people: <c>TEXT</c>; empty when nothing may.</param>
/// <param name="Description">What it does, in one sentence, for <c>!help</c>.</param>
/// <param name="Handler">What carries it out.</param>
public sealed record CommandDefinition(string Name, string Usage, string Description, CommandHandler Handler)
{
    /// <summary>Other names, each one word; in a group without the group's.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What it wants to know, in order; empty where the bot reads the text itself.</summary>
    public IReadOnlyList<CommandParameter> Parameters { get; init; } = [];

    /// <summary>The commands of a group; empty when it is none.</summary>
    public IReadOnlyList<CommandDefinition> Subcommands { get; init; } = [];

    /// <summary>How to write it: <c>!echo TEXT</c>.</summary>
    public string Syntax => Usage.Length == 0 ? $"{CommandSyntax.Prefix}{Name}" : $"{CommandSyntax.Prefix}{Name} {Usage}";

    /// <summary>What has to hold for those who use it; those of the group as well.</summary>
    internal IReadOnlyList<AccessRule> Rules { get; init; } = [];

    /// <summary>
    /// The command as somebody may use it: of a group what is for them. Null when it is not for them; what cannot be found out is no.
    /// </summary>
    public async Task<CommandDefinition?> FindForAsync(Asker asker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asker);
        if (!await Rules.AllowAsync(asker, cancellationToken))
        {
            return null;
        }

        if (Subcommands.Count == 0)
        {
            return this;
        }

        var allowed = new List<CommandDefinition>();
        foreach (var command in Subcommands)
        {
            if (await command.FindForAsync(asker, cancellationToken) is { } one)
            {
                allowed.Add(one);
            }
        }

        return allowed.Count == 0 ? null : this with { Subcommands = allowed, Usage = UsageOf(allowed) };
    }

    /// <summary>How a group of these is followed: <c>create|close</c>.</summary>
    internal static string UsageOf(IEnumerable<CommandDefinition> commands) =>
        string.Join('|', commands.Select(command => command.Words.First()));

    /// <summary>The same in a group that has rules.</summary>
    internal CommandDefinition Under(IReadOnlyList<AccessRule> rules) => this with
    {
        Rules = [.. rules, .. Rules],
        Subcommands = [.. Subcommands.Select(command => command.Under(rules))],
    };

    /// <summary>The words that name it where it stands: the name and the aliases.</summary>
    internal IEnumerable<string> Words => Aliases.Prepend(Name[(Name.LastIndexOf(' ') + 1)..]);
}
