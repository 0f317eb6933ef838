using System.Text;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Help;

/// <summary>Lists what the bots of this host can do, and gives a hint to people who write to them alone and in vain.</summary>
public sealed class HelpBot(IBotCatalog catalog) : ICommandBot, IFallbackBot
{
    private const string Hint = "I did not understand that. !help lists what I can do.";

    /// <inheritdoc />
    public void Define(CommandSet commands) =>
        commands.Add("help", "[COMMAND]", "Lists all commands, or explains one.", HelpAsync);

    /// <inheritdoc />
    public Task HandleUnansweredAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        // In a group people talk to each other. A message without text may be a picture. And two hosts whose accounts write to
        // each other would exchange hints for ever.
        if (message.DialogKind != DialogKind.Direct || string.IsNullOrWhiteSpace(message.Text) || message.Text == Hint)
        {
            return Task.CompletedTask;
        }

        return context.ReplyAsync(message, Hint, cancellationToken);
    }

    private Task HelpAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var answer = command.Arguments is [var asked, ..] ? Explain(asked) : List();
        return context.ReplyAsync(command, answer, cancellationToken);
    }

    private string Explain(string asked)
    {
        var found = catalog.FindCommand(asked.AsSpan().TrimStart(CommandSyntax.Prefix));
        return found is null ? $"There is no such command. !help lists all of them." : $"{found.Syntax}\n{found.Description}";
    }

    private string List()
    {
        var text = new StringBuilder("I understand these commands:");
        var commands = catalog.Bots.SelectMany(bot => bot.Commands);
        foreach (var command in commands.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase))
        {
            text.Append('\n').Append(command.Syntax).Append(" - ").Append(command.Description);
        }

        return text.ToString();
    }
}
