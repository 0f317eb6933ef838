using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>Being seen in groups, and seeing others. Done at once; refusals are a <see cref="RequestFailedException"/>.</summary>
public static class OccupancyExtensions
{
    /// <summary>
    /// Is seen as online in a group from now on, also after a new login, and hears who else is: <see cref="OccupantJoined"/>,
    /// <see cref="OccupantLeft"/>, <see cref="OccupantRemoved"/>. Messages come without it.
    /// </summary>
    public static Task JoinAsync(this IBotContext context, DialogRef dialog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new JoinDialog { Account = context.Origin.Account, Dialog = dialog }, cancellationToken);
    }

    /// <summary>Is seen as online in a group no longer. Leaving a dialog that was never joined is no error.</summary>
    public static Task LeaveAsync(this IBotContext context, DialogRef dialog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new LeaveDialog { Account = context.Origin.Account, Dialog = dialog }, cancellationToken);
    }

    /// <summary>Who is online in a group: those who joined it, in the network's order.</summary>
    public static async Task<IReadOnlyList<UserRef>> OnlineOccupantsAsync(
        this IBotContext context, DialogRef dialog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var answer = await context.AskAsync(
            new GetOnlineOccupants { Account = context.Origin.Account, Dialog = dialog }, cancellationToken);
        return answer.Users;
    }
}
