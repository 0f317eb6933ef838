// snippet:arguments
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Passes a note on: <c>!tell 5f00000000000000000000aa "lunch is here"</c>.</summary>
public sealed class NoteBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands) =>
        commands.Add("tell", "DIALOG \"TEXT\"", "Writes TEXT in another dialog.", TellAsync);

    private static async Task TellAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        if (command.Arguments is not [var dialog, var text])
        {
            await context.ReplyAsync(command, "Like this: !tell DIALOG \"TEXT\"", cancellationToken);
            return;
        }

        await context.SayAsync(new DialogRef(dialog), text, cancellationToken);
        await context.ReplyAsync(command, "Done.", cancellationToken);
    }
}
// end
