using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>Commands and requests of a connector's account, for tests.</summary>
internal static class Commands
{
    public static EditMessage Edit(this IChatConnector connector, string dialog, string messageId, string text) => new()
    {
        CommandId = ConnectorExtensions.NextCommandId(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = new DialogRef(dialog),
        MessageId = messageId,
        Text = text,
    };

    public static DeleteMessage Delete(this IChatConnector connector, string dialog, string messageId) => new()
    {
        CommandId = ConnectorExtensions.NextCommandId(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = new DialogRef(dialog),
        MessageId = messageId,
    };

    public static ChangeReactions React(
        this IChatConnector connector, string dialog, string messageId, string? add = null, string? remove = null) => new()
        {
            CommandId = ConnectorExtensions.NextCommandId(),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Account = connector.Account,
            Dialog = new DialogRef(dialog),
            MessageId = messageId,
            Add = add,
            Remove = remove,
        };

    public static MarkDelivered Delivered(this IChatConnector connector, MessageReceived message) => new()
    {
        CommandId = ConnectorExtensions.NextCommandId(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = message.Dialog,
        MessageId = message.MessageId,
        Sender = message.Sender,
    };

    public static MarkRead Read(this IChatConnector connector, MessageReceived message) => new()
    {
        CommandId = ConnectorExtensions.NextCommandId(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = message.Dialog,
        MessageId = message.MessageId,
        Sender = message.Sender,
    };

    public static SendSystemMessage System(this IChatConnector connector, string dialog, params (string Key, string Value)[] parameters) => new()
    {
        CommandId = ConnectorExtensions.NextCommandId(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = new DialogRef(dialog),
        Parameters = parameters.ToDictionary(p => p.Key, p => p.Value),
    };

    public static Task JoinAsync(this IChatConnector connector, string dialog) =>
        connector.AskAsync<JoinDialog, Done>(new JoinDialog { Account = connector.Account, Dialog = new DialogRef(dialog) });

    public static Task LeaveAsync(this IChatConnector connector, string dialog) =>
        connector.AskAsync<LeaveDialog, Done>(new LeaveDialog { Account = connector.Account, Dialog = new DialogRef(dialog) });

    public static Task WatchAsync(this IChatConnector connector, string user) =>
        connector.AskAsync<WatchActivity, Done>(new WatchActivity { Account = connector.Account, User = new UserRef(user) });

    public static Task SetActiveAsync(this IChatConnector connector, bool isActive) =>
        connector.AskAsync<SetActivity, Done>(new SetActivity { Account = connector.Account, IsActive = isActive });

    public static async Task<IReadOnlyList<string>> OnlineAsync(this IChatConnector connector, string dialog)
    {
        var online = await connector.AskAsync<GetOnlineOccupants, OnlineOccupants>(
            new GetOnlineOccupants { Account = connector.Account, Dialog = new DialogRef(dialog) });
        return [.. online.Users.Select(u => u.Id)];
    }
}
