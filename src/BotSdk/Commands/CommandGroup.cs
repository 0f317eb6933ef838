using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands;

/// <summary>Commands whose names begin with the same word: <c>!poll create</c>, <c>!poll close</c>.</summary>
internal sealed class CommandGroup(string name, IReadOnlyList<CommandDefinition> commands, BotTexts texts)
{
    private readonly Dictionary<string, CommandDefinition>.AlternateLookup<ReadOnlySpan<char>> _commands = CommandNames.Of(commands);

    /// <summary>Passes the command on to the one that the next word names, or tells which there are.</summary>
    public Task RunAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        CommandSyntax.SplitWord(command.Rest, out var word, out var rest);
        return _commands.TryGetValue(word, out var inner)
            ? inner.Handler(new Command(command.Message, inner.Name, rest.ToString()), context, cancellationToken)
            : ListAsync(command, context, cancellationToken);
    }

    private async Task ListAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var title = BotTexts.Fill(texts.WhichOfThem, $"{CommandSyntax.Prefix}{name}");
        var list = await CommandHelp.ListAsync(title, commands, new Asker(command.Message, context), cancellationToken);
        await context.ReplyAsync(command, list, cancellationToken);
    }
}
