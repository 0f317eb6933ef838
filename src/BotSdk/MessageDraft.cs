using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>A message that has no id yet.</summary>
internal static class MessageDraft
{
    /// <summary>Makes the command under the id that it is given.</summary>
    /// <exception cref="ArgumentException">There is neither a text nor an attachment.</exception>
    public static Func<string, SendMessage> Of(
        AccountRef account, DateTimeOffset createdAt, DialogRef dialog, string text, MessageOptions options)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (text.Length == 0 && options.Attachments.Count == 0)
        {
            throw new ArgumentException("A message needs a text or an attachment.", nameof(text));
        }

        return id => new SendMessage
        {
            CommandId = id,
            CreatedAt = createdAt,
            Account = account,
            Dialog = dialog,
            Text = text,
            Attachments = options.Attachments,
            Metadata = options.Metadata,
            SaveToHistory = options.SaveToHistory,
            IsMarkable = options.IsMarkable,
            IsSilent = options.IsSilent,
            DestroyAfter = options.DestroyAfter,
        };
    }
}
