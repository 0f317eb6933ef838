using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands;

/// <summary>Commands whose names begin with the same word: <c>!poll create</c>, <c>!poll close</c>.</summary>
internal sealed class CommandGroup
{
    private readonly Dictionary<string, CommandDefinition>.AlternateLookup<ReadOnlySpan<char>> _commands;
    private readonly string _help;

    public CommandGroup(string name, IReadOnlyList<CommandDefinition> commands, BotTexts texts)
    {
        _commands = CommandNames.Of(commands);
        _help = string.Join('\n', commands
            .Select(command => $"{command.Syntax} - {command.Description}")
            .Prepend(BotTexts.Fill(texts.WhichOfThem, $"{CommandSyntax.Prefix}{name}")));
    }

    /// <summary>Passes the command on to the one that the next word names, or tells which there are.</summary>
    public Task RunAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        CommandSyntax.SplitWord(command.Rest, out var name, out var rest);
        return _commands.TryGetValue(name, out var inner)
            ? inner.Handler(new Command(command.Message, inner.Name, rest.ToString()), context, cancellationToken)
            : context.ReplyAsync(command, _help, cancellationToken);
    }
}
