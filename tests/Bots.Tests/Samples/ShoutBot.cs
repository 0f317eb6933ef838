// snippet:ten-lines
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class ShoutBot : ICommandBot
{
    public void Define(CommandSet commands) => commands.Add("shout", "TEXT", "Repeats TEXT, louder.",
        (command, context, ct) => context.ReplyAsync(command, command.Rest.ToUpperInvariant() + "!", ct));
}
// end
