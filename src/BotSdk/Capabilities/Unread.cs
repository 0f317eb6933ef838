using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

internal sealed class Unread(IBotContext context) : IUnread
{
    private AccountRef Account => context.Origin.Account;

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        (await context.AskAsync(new GetUnread { Account = Account }, cancellationToken)).Total;

    public async Task<long> CountAsync(DialogRef dialog, CancellationToken cancellationToken) =>
        (await CountAsync([dialog], cancellationToken))[0].Count;

    public async Task<IReadOnlyList<UnreadInDialog>> CountAsync(
        IReadOnlyList<DialogRef> dialogs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return dialogs.Count == 0
            ? []
            : (await context.AskAsync(new GetUnread { Account = Account, Dialogs = dialogs }, cancellationToken)).Dialogs;
    }

    public Task MarkAllReadAsync(DialogRef dialog, CancellationToken cancellationToken) =>
        context.AskAsync(new MarkAllRead { Account = Account, Dialog = dialog }, cancellationToken);
}
