using System.Text;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands;

/// <summary>What <c>!help</c> says, for bots that say it in another place.</summary>
public static class CommandHelp
{
    /// <summary>One line for each command that is for the asker.</summary>
    /// <param name="title">The line above them.</param>
    /// <param name="commands">In the order in which they are shown.</param>
    /// <param name="asker">Who wants to know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> ListAsync(
        string title, IEnumerable<CommandDefinition> commands, Asker asker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var text = new StringBuilder(title);
        foreach (var command in commands)
        {
            if (await command.FindForAsync(asker, cancellationToken) is { } allowed)
            {
                text.Append('\n').Append(Line(allowed));
            }
        }

        return text.ToString();
    }

    /// <summary>A command with its parameters, other names, and the commands of its group.</summary>
    /// <param name="command">As the asker may use it: <see cref="CommandDefinition.FindForAsync"/>.</param>
    /// <param name="texts">In which words.</param>
    public static string Explain(CommandDefinition command, BotTexts texts)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(texts);
        var lines = new List<string> { command.Syntax, command.Description };
        lines.AddRange(command.Parameters.Select(parameter => Line(parameter, texts)));
        lines.AddRange(command.Subcommands.Select(Line));
        if (command.Aliases.Count > 0)
        {
            var group = command.Name[..(command.Name.LastIndexOf(' ') + 1)];
            var names = command.Aliases.Select(alias => $"{CommandSyntax.Prefix}{group}{alias}");
            lines.Add(BotTexts.Fill(texts.Also, string.Join(", ", names)));
        }

        return string.Join('\n', lines);
    }

    private static string Line(CommandDefinition command) => $"{command.Syntax} - {command.Description}";

    private static string Line(CommandParameter parameter, BotTexts texts)
    {
        var kind = parameter.IsOptional ? BotTexts.Fill(texts.Optional, parameter.Kind) : parameter.Kind;
        return parameter.Description is null ? $"{parameter.Name}: {kind}" : $"{parameter.Name}: {kind}. {parameter.Description}";
    }
}
