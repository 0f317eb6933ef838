using BotPlatform.Contracts.Chat;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>Commands of the account <c>bot@localhost</c>.</summary>
internal static class Commands
{
    public static readonly AccountRef Account = new("xmpp", "bot@localhost");
    public static readonly DialogRef Alice = new("alice@localhost");
    public static readonly DialogRef Room = new(ScriptedAccount.Room);

    private static readonly DateTimeOffset Moment = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SendMessage Say(DialogRef dialog, string text) =>
        new() { CommandId = "c1", CreatedAt = Moment, Account = Account, Dialog = dialog, Text = text };

    public static EditMessage Edit(DialogRef dialog, string messageId, string text) =>
        new() { CommandId = "c2", CreatedAt = Moment, Account = Account, Dialog = dialog, MessageId = messageId, Text = text };

    public static DeleteMessage Delete(DialogRef dialog, string messageId) =>
        new() { CommandId = "c3", CreatedAt = Moment, Account = Account, Dialog = dialog, MessageId = messageId };

    public static MarkRead Read(DialogRef dialog, string messageId) => new()
    {
        CommandId = "c4",
        CreatedAt = Moment,
        Account = Account,
        Dialog = dialog,
        MessageId = messageId,
        Sender = new UserRef("alice@localhost"),
    };

    public static MarkDelivered Delivered(DialogRef dialog, string messageId) => new()
    {
        CommandId = "c5",
        CreatedAt = Moment,
        Account = Account,
        Dialog = dialog,
        MessageId = messageId,
        Sender = new UserRef("alice@localhost"),
    };

    public static SetTyping Typing(DialogRef dialog, bool isTyping) => new() { Account = Account, Dialog = dialog, IsTyping = isTyping };
}
