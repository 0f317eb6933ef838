using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Keeps people from writing to the bot.</summary>
public sealed class GuardBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        // snippet:blocking
        commands.Add("block", "USER", "Hears nothing of USER any more.", (command, context, ct) =>
            context.BlockAsync(new UserRef(command.Rest), isMutual: false, ct));
        commands.Add("unblock", "USER", "Hears USER again.", (command, context, ct) =>
            context.UnblockAsync(new UserRef(command.Rest), ct));
        // end
    }
}
