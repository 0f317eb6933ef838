using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;

namespace BotPlatform.Bots.Echo;

/// <summary>Repeats whatever it is told: <c>!echo hello</c>. The smallest bot that does something.</summary>
public sealed class EchoBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands) =>
        commands.Add("echo", "TEXT", "Repeats TEXT.", EchoAsync).Describe("de", "Wiederholt TEXT.");

    private static Task EchoAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var answer = command.Rest.Length > 0 ? command.Rest : "Tell me what to repeat: !echo TEXT";
        return context.ReplyAsync(command, answer, cancellationToken);
    }
}
