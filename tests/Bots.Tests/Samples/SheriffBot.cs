// snippet:moderation
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Reports a user by login, and says how much it has not read.</summary>
public sealed class SheriffBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("accuse", "LOGIN", "Tells the moderators about a user.", AccuseAsync);
        commands.Add("unread", "", "Says how many messages the bot has not read.", async (command, context, ct) =>
            await context.ReplyAsync(command, $"{await context.Unread.CountAsync(ct)}", ct));
    }

    private static async Task AccuseAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        if (await context.Users.FindAsync(UserKey.Login, command.Rest, cancellationToken) is not { } user)
        {
            await context.ReplyAsync(command, "I know nobody of that name.", cancellationToken);
            return;
        }

        await context.ReplyAsync(command, $"{user.FullName} will hear of it.", cancellationToken);
        await context.Moderation.ReportAsync(user.User, $"accused by {command.Message.Sender.Id}", cancellationToken);
    }
}
// end
