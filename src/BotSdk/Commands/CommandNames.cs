namespace BotPlatform.BotSdk.Commands;

/// <summary>Finds commands by the word that people write, in any case: the last word of their name, or an alias.</summary>
internal static class CommandNames
{
    public static Dictionary<string, CommandDefinition>.AlternateLookup<ReadOnlySpan<char>> Of(
        IEnumerable<CommandDefinition> commands) => commands
        .SelectMany(command => command.Words, (command, word) => KeyValuePair.Create(word, command))
        .ToDictionary(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();
}
