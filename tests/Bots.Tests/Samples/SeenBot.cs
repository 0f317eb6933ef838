// snippet:requests
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Knows when somebody was last there, and says when somebody comes.</summary>
public sealed class SeenBot : ICommandBot, IHandle<LastActivityObserved>
{
    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("seen", "USER", "Says when a user was last there.", SeenAsync);
        commands.Add("watch", "USER", "Says when a user comes.", (command, context, ct) =>
            context.WatchAsync(new UserRef(command.Rest), ct));
    }

    /// <inheritdoc />
    public Task HandleAsync(LastActivityObserved activity, IBotContext context, CancellationToken cancellationToken) =>
        activity.IsOnline
            ? context.SayAsync(activity.Dialog, "There you are.", cancellationToken)
            : Task.CompletedTask;

    private static async Task SeenAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        try
        {
            var activity = await context.LastActivityAsync(new UserRef(command.Rest), cancellationToken);
            await context.ReplyAsync(command, activity.IsOnline ? "Now." : $"{activity.LastActiveAt:u}", cancellationToken);
        }
        catch (RequestFailedException error) when (error.Reason == "item-not-found")
        {
            await context.ReplyAsync(command, "Never.", cancellationToken);
        }
    }
}
// end
