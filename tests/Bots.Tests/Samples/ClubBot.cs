// snippet:dialogs
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Makes clubs, which are groups of its own, and says which there are.</summary>
public sealed class ClubBot : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("found", "NAME", "Makes a club with you in it.", FoundAsync);
        commands.Add("clubs", "", "Lists the clubs.", ListAsync);
    }

    private static async Task FoundAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var filter = new DialogFilter { Types = [DialogType.Group], NameContains = command.Rest };
        if (await context.Dialogs.CountAsync(filter, cancellationToken) > 0)
        {
            await context.ReplyAsync(command, "There is such a club.", cancellationToken);
            return;
        }

        var founder = command.Message.Sender;
        var club = await context.Dialogs.CreateGroupAsync(new() { Name = command.Rest }, [founder], cancellationToken);
        await context.Dialogs.AddAdminsAsync(club.Dialog, [founder], cancellationToken);
        await context.SayAsync(club.Dialog, "Welcome!", cancellationToken);
    }

    private static async Task ListAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var clubs = context.Dialogs.ListAsync(new() { Types = [DialogType.Group] }, cancellationToken);
        var lines = await clubs.Select(club => $"{club.Name}: {club.MemberCount}").ToListAsync(cancellationToken);
        await context.ReplyAsync(command, string.Join('\n', lines.DefaultIfEmpty("None.")), cancellationToken);
    }
}
// end
