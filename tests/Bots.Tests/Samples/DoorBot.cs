// snippet:groups
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Sits at the door of a group: it sees who comes, and knows who is there.</summary>
public sealed class DoorBot : ICommandBot, IHandle<OccupantJoined>
{
    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("sit", "", "Sits down at the door.", (command, context, ct) =>
            context.JoinAsync(command.Message.Dialog, ct));
        commands.Add("stand", "", "Leaves the door.", (command, context, ct) =>
            context.LeaveAsync(command.Message.Dialog, ct));
        commands.Add("who", "", "Says who is online.", WhoAsync);
    }

    /// <inheritdoc />
    public Task HandleAsync(OccupantJoined joined, IBotContext context, CancellationToken cancellationToken) =>
        context.SayAsync(joined.Dialog, $"Hello {joined.User.Id}!", cancellationToken);

    private static async Task WhoAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var users = await context.OnlineOccupantsAsync(command.Message.Dialog, cancellationToken);
        await context.ReplyAsync(command, string.Join(", ", users.Select(user => user.Id)), cancellationToken);
    }
}
// end
