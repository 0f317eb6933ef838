using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Messages;

/// <summary>Writes the text as it is.</summary>
internal sealed class PlainWriter : IAnnouncementWriter
{
    public IReliableCommand Write(StoredRun run, LedgerRow row) => new SendMessage
    {
        CommandId = LedgerAddress.Of(run, row.Dialog).CommandId,
        CreatedAt = run.DueAt,
        Account = run.Definition.Account,
        Dialog = new DialogRef(row.Dialog),
        Text = run.Definition.Content.Text,
        Attachments = run.Definition.Content.Attachments,
        Metadata = run.Definition.Content.Metadata,
        SaveToHistory = run.Definition.Content.SaveToHistory,
        IsMarkable = run.Definition.Content.IsMarkable,
        IsSilent = run.Definition.Content.IsSilent,
    };
}
