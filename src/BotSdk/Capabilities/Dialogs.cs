using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

internal sealed class Dialogs(IBotContext context) : IDialogs
{
    private AccountRef Account => context.Origin.Account;

    public IAsyncEnumerable<DialogInfo> ListAsync(DialogFilter filter, CancellationToken cancellationToken) =>
        ListAsync(filter, DialogOrder.OldestFirst, cancellationToken);

    public IAsyncEnumerable<DialogInfo> ListAsync(
        DialogFilter filter, DialogOrder order, CancellationToken cancellationToken) => Pages.ReadAsync(
        async cursor =>
        {
            var request = new GetDialogs { Account = Account, Filter = filter, Order = order, Cursor = cursor };
            var page = await context.AskAsync(request, cancellationToken);
            return (page.Dialogs, page.Next);
        },
        info => info.Dialog, cancellationToken);

    public async Task<long> CountAsync(DialogFilter filter, CancellationToken cancellationToken) =>
        (await context.AskAsync(new CountDialogs { Account = Account, Filter = filter }, cancellationToken)).Count;

    public async Task<DialogInfo?> GetAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        try
        {
            return await context.AskAsync(new GetDialog { Account = Account, Dialog = dialog }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Reason == "item-not-found")
        {
            return null;
        }
    }

    public IAsyncEnumerable<DialogMember> MembersAsync(DialogRef dialog, CancellationToken cancellationToken) => Pages.ReadAsync(
        async cursor =>
        {
            var request = new GetMembers { Account = Account, Dialog = dialog, Cursor = cursor };
            var page = await context.AskAsync(request, cancellationToken);
            return (page.Members, page.Next);
        },
        member => member.User, cancellationToken);

    public Task<DialogInfo> CreateDirectAsync(UserRef user, CancellationToken cancellationToken) =>
        CreateAsync(DialogType.Direct, new DialogDetails(), [user], cancellationToken);

    public Task<DialogInfo> CreateGroupAsync(
        DialogDetails details, IReadOnlyList<UserRef> members, CancellationToken cancellationToken) =>
        CreateAsync(DialogType.Group, details, members, cancellationToken);

    public Task<DialogInfo> CreatePublicAsync(DialogDetails details, CancellationToken cancellationToken) =>
        CreateAsync(DialogType.Public, details, [], cancellationToken);

    public Task<DialogInfo> ChangeAsync(DialogRef dialog, DialogDetails changes, CancellationToken cancellationToken) =>
        context.AskAsync(new ChangeDialog { Account = Account, Dialog = dialog, Changes = changes }, cancellationToken);

    public Task<DialogInfo> AddMembersAsync(
        DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken) =>
        ChangeMembersAsync(dialog, new MemberChanges { Add = users }, cancellationToken);

    public Task<DialogInfo> RemoveMembersAsync(
        DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken) =>
        ChangeMembersAsync(dialog, new MemberChanges { Remove = users }, cancellationToken);

    public Task<DialogInfo> AddAdminsAsync(
        DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken) =>
        ChangeMembersAsync(dialog, new MemberChanges { AddAdmins = users }, cancellationToken);

    public Task<DialogInfo> RemoveAdminsAsync(
        DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken) =>
        ChangeMembersAsync(dialog, new MemberChanges { RemoveAdmins = users }, cancellationToken);

    public Task<DialogInfo> ChangeMembersAsync(DialogRef dialog, MemberChanges changes, CancellationToken cancellationToken) =>
        context.AskAsync(new ChangeMembers { Account = Account, Dialog = dialog, Changes = changes }, cancellationToken);

    public Task<DialogInfo> PinAsync(DialogRef dialog, string messageId, CancellationToken cancellationToken) =>
        context.AskAsync(new PinMessage { Account = Account, Dialog = dialog, MessageId = messageId }, cancellationToken);

    public Task<DialogInfo> UnpinAsync(DialogRef dialog, string messageId, CancellationToken cancellationToken) => context.AskAsync(
        new PinMessage { Account = Account, Dialog = dialog, MessageId = messageId, IsPinned = false }, cancellationToken);

    public Task<DialogInfo> SubscribeAsync(DialogRef dialog, CancellationToken cancellationToken) =>
        context.AskAsync(new SubscribeToDialog { Account = Account, Dialog = dialog }, cancellationToken);

    public Task LeaveAsync(DialogRef dialog, CancellationToken cancellationToken) =>
        context.AskAsync(new EndMembership { Account = Account, Dialog = dialog }, cancellationToken);

    public async Task DeleteAsync(DialogRef dialog, bool isForEverybody, CancellationToken cancellationToken)
    {
        var report = await DeleteAsync([dialog], isForEverybody, cancellationToken);
        if (!report.Deleted.Contains(dialog))
        {
            throw report.Forbidden.Contains(dialog)
                ? new RequestFailedException($"The account may not delete the dialog {dialog.Id}.", "forbidden")
                : new RequestFailedException($"The account has no dialog {dialog.Id}.", "item-not-found");
        }
    }

    public async Task<DialogDeletion> DeleteAsync(
        IReadOnlyList<DialogRef> dialogs, bool isForEverybody, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var request = new DeleteDialogs { Account = Account, Dialogs = dialogs, IsForEverybody = isForEverybody };
        return dialogs.Count == 0 ? new DialogDeletion() : await context.AskAsync(request, cancellationToken);
    }

    public Task ClearHistoryAsync(DialogRef dialog, bool isForEverybody, CancellationToken cancellationToken) => context.AskAsync(
        new ClearHistory { Account = Account, Dialog = dialog, IsForEverybody = isForEverybody }, cancellationToken);

    public async Task<bool> HasNotificationsAsync(DialogRef dialog, CancellationToken cancellationToken) =>
        (await context.AskAsync(new GetDialogNotifications { Account = Account, Dialog = dialog }, cancellationToken)).AreEnabled;

    public Task SetNotificationsAsync(DialogRef dialog, bool areEnabled, CancellationToken cancellationToken) => context.AskAsync(
        new SetDialogNotifications { Account = Account, Dialog = dialog, AreEnabled = areEnabled }, cancellationToken);

    private Task<DialogInfo> CreateAsync(
        DialogType type, DialogDetails details, IReadOnlyList<UserRef> members, CancellationToken cancellationToken) =>
        context.AskAsync(
            new CreateDialog { Account = Account, Type = type, Members = members, Details = details }, cancellationToken);
}
