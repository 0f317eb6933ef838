using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>What a connector's account asks about dialogs, for tests.</summary>
internal static class DialogRequests
{
    public static Task<DialogPage> ListAsync(
        this IChatConnector connector, DialogFilter filter, DialogOrder order = DialogOrder.OldestFirst, string? cursor = null) =>
        connector.AskAsync<GetDialogs, DialogPage>(
            new GetDialogs { Account = connector.Account, Filter = filter, Order = order, Cursor = cursor });

    public static async Task<IEnumerable<string>> IdsAsync(
        this IChatConnector connector, DialogFilter filter, DialogOrder order = DialogOrder.OldestFirst) =>
        (await connector.ListAsync(filter, order)).Dialogs.Select(info => info.Dialog.Id);

    public static async Task<long> CountAsync(this IChatConnector connector, DialogFilter filter) =>
        (await connector.AskAsync<CountDialogs, DialogCount>(
            new CountDialogs { Account = connector.Account, Filter = filter })).Count;

    public static Task<DialogInfo> GetAsync(this IChatConnector connector, string dialog) =>
        connector.AskAsync<GetDialog, DialogInfo>(new GetDialog { Account = connector.Account, Dialog = new DialogRef(dialog) });

    public static Task<MemberPage> MembersAsync(this IChatConnector connector, string dialog, string? cursor = null) =>
        connector.AskAsync<GetMembers, MemberPage>(
            new GetMembers { Account = connector.Account, Dialog = new DialogRef(dialog), Cursor = cursor });

    public static Task<DialogInfo> CreateAsync(
        this IChatConnector connector, DialogType type, DialogDetails details, params string[] members) =>
        connector.AskAsync<CreateDialog, DialogInfo>(new CreateDialog
        {
            Account = connector.Account,
            Type = type,
            Details = details,
            Members = Users(members),
        });

    public static async Task<string> GroupAsync(this IChatConnector connector, params string[] members) =>
        (await connector.CreateAsync(DialogType.Group, new DialogDetails { Name = "Team" }, members)).Dialog.Id;

    public static async Task<string> PublicAsync(this IChatConnector connector) =>
        (await connector.CreateAsync(DialogType.Public, new DialogDetails { Name = "Square" })).Dialog.Id;

    public static Task<DialogInfo> ChangeAsync(this IChatConnector connector, string dialog, DialogDetails changes) =>
        connector.AskAsync<ChangeDialog, DialogInfo>(
            new ChangeDialog { Account = connector.Account, Dialog = new DialogRef(dialog), Changes = changes });

    public static Task<DialogInfo> ChangeAsync(this IChatConnector connector, string dialog, MemberChanges changes) =>
        connector.AskAsync<ChangeMembers, DialogInfo>(
            new ChangeMembers { Account = connector.Account, Dialog = new DialogRef(dialog), Changes = changes });

    public static Task<DialogInfo> PinAsync(
        this IChatConnector connector, string dialog, string message, bool isPinned = true) =>
        connector.AskAsync<PinMessage, DialogInfo>(new PinMessage
        {
            Account = connector.Account,
            Dialog = new DialogRef(dialog),
            MessageId = message,
            IsPinned = isPinned,
        });

    public static Task<DialogInfo> SubscribeAsync(this IChatConnector connector, string dialog) =>
        connector.AskAsync<SubscribeToDialog, DialogInfo>(
            new SubscribeToDialog { Account = connector.Account, Dialog = new DialogRef(dialog) });

    public static Task EndMembershipAsync(this IChatConnector connector, string dialog) =>
        connector.AskAsync<EndMembership, Done>(
            new EndMembership { Account = connector.Account, Dialog = new DialogRef(dialog) });

    public static Task<DialogDeletion> DeleteAsync(this IChatConnector connector, bool isForEverybody, params string[] dialogs) =>
        connector.AskAsync<DeleteDialogs, DialogDeletion>(new DeleteDialogs
        {
            Account = connector.Account,
            Dialogs = [.. dialogs.Select(id => new DialogRef(id))],
            IsForEverybody = isForEverybody,
        });

    public static Task ClearHistoryAsync(this IChatConnector connector, string dialog, bool isForEverybody) =>
        connector.AskAsync<ClearHistory, Done>(new ClearHistory
        {
            Account = connector.Account,
            Dialog = new DialogRef(dialog),
            IsForEverybody = isForEverybody,
        });

    public static async Task<bool> HasNotificationsAsync(this IChatConnector connector, string dialog) =>
        (await connector.AskAsync<GetDialogNotifications, DialogNotifications>(
            new GetDialogNotifications { Account = connector.Account, Dialog = new DialogRef(dialog) })).AreEnabled;

    public static async Task<bool> SetNotificationsAsync(this IChatConnector connector, string dialog, bool areEnabled) =>
        (await connector.AskAsync<SetDialogNotifications, DialogNotifications>(new SetDialogNotifications
        {
            Account = connector.Account,
            Dialog = new DialogRef(dialog),
            AreEnabled = areEnabled,
        })).AreEnabled;

    public static IReadOnlyList<UserRef> Users(params string[] ids) => [.. ids.Select(id => new UserRef(id))];

    public static IEnumerable<string> Ids(this IEnumerable<UserRef> users) => users.Select(user => user.Id);

    /// <summary>The word with which something is refused.</summary>
    public static async Task<string> ReasonAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<ConnectorRefusedException>(act)).Reason;
}
