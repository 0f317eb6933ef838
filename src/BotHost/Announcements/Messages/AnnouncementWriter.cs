using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Messages;

/// <inheritdoc />
internal sealed class AnnouncementWriter(TemplateCache templates) : IAnnouncementWriter
{
    public IReliableCommand Write(StoredRun run, LedgerRow row)
    {
        var content = run.Definition.Content;
        var text = new RowText(templates, run, row);
        var written = text.Of(content.Text);
        var metadata = content.Metadata.ToDictionary(one => one.Key, one => text.Of(one.Value), StringComparer.Ordinal);
        return content.IsSystemMessage ? SystemMessage(run, row, written, metadata) : Message(run, row, written, metadata);
    }

    private static string CommandIdOf(StoredRun run, string dialog) => LedgerAddress.Of(run, dialog).CommandId;

    private static SendMessage Message(StoredRun run, LedgerRow row, string text, Dictionary<string, string> metadata)
    {
        var content = run.Definition.Content;
        if (string.IsNullOrWhiteSpace(text) && content.Attachments.Count == 0)
        {
            throw new AnnouncementTextException("The text for this recipient is empty: nothing is known of what it names.");
        }

        return new SendMessage
        {
            CommandId = CommandIdOf(run, row.Dialog),
            CreatedAt = run.DueAt,
            Account = run.Definition.Account,
            Dialog = new DialogRef(row.Dialog),
            Text = text,
            Attachments = content.Attachments,
            Metadata = metadata,
            SaveToHistory = content.SaveToHistory,
            IsMarkable = content.IsMarkable,
            IsSilent = content.IsSilent,
        };
    }

    private static SendSystemMessage SystemMessage(StoredRun run, LedgerRow row, string text, Dictionary<string, string> parameters) =>
        row.User is null
            ? throw new AnnouncementTextException("System messages go to users, and this dialog is none with one user.")
            : new SendSystemMessage
            {
                CommandId = CommandIdOf(run, row.Dialog),
                CreatedAt = run.DueAt,
                Account = run.Definition.Account,
                Dialog = new DialogRef(row.Dialog),
                Parameters = parameters,
                Text = text,
            };
}
