using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Help;

/// <summary>Lists what the bots of this host can do, and gives a hint to people who write to them alone and in vain.</summary>
public sealed class HelpBot(IBotCatalog catalog) : ICommandBot, IFallbackBot
{
    private static readonly string[] Hints = [BotTexts.English.NotUnderstood, BotTexts.German.NotUnderstood];

    /// <inheritdoc />
    public void Define(CommandSet commands) =>
        commands.Add("help", "[COMMAND]", "Lists all commands, or explains one.", HelpAsync)
            .Describe("de", "Zählt alle Befehle auf oder erklärt einen.");

    /// <inheritdoc />
    public Task HandleUnansweredAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        // In a group people talk to each other. A message without text may be a picture. And two hosts whose accounts write to
        // each other would exchange hints for ever.
        var hint = catalog.Texts.NotUnderstood;
        if (message.DialogKind != DialogKind.Direct || string.IsNullOrWhiteSpace(message.Text) || message.Text == hint
            || Hints.Contains(message.Text, StringComparer.Ordinal) || IsForAnother(message))
        {
            return Task.CompletedTask;
        }

        return context.ReplyAsync(message, hint, cancellationToken);
    }

    // An assistant answers what nobody understands. A command that nobody has is a slip, and gets the hint.
    private bool IsForAnother(MessageReceived message) =>
        !CommandSyntax.TryRead(message.Text, out _, out _) && catalog.At(message.Origin.Account, message.Dialog).Bots.Any(bot => bot.IsFallback && bot.Type != typeof(HelpBot));

    private async Task HelpAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var asker = new Asker(command.Message, context);
        var here = catalog.At(context.Origin.Account, command.Message.Dialog);
        var answer = command.Rest.Length > 0
            ? await ExplainAsync(command.Rest, here, asker, cancellationToken)
            : await ListAsync(here, asker, cancellationToken);
        await context.ReplyAsync(command, answer, cancellationToken);
    }

    private static async Task<string> ExplainAsync(string asked, IBotCatalog here, Asker asker, CancellationToken cancellationToken)
    {
        var found = here.FindCommand(asked.AsSpan().TrimStart(CommandSyntax.Prefix));
        return found is not null && await found.FindForAsync(asker, cancellationToken) is { } allowed
            ? CommandHelp.Explain(allowed, here.Texts)
            : here.Texts.NoSuchCommand;
    }

    private static Task<string> ListAsync(IBotCatalog here, Asker asker, CancellationToken cancellationToken)
    {
        var commands = here.Bots.SelectMany(bot => bot.Commands).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase);
        return CommandHelp.ListAsync(here.Texts.AllCommands, commands, asker, cancellationToken);
    }
}
