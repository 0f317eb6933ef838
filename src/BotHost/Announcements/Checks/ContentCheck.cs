using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <summary>Finds what is wrong with what an announcement says.</summary>
internal static class ContentCheck
{
    private const int MaxAttachments = 20;
    private const int MaxMetadata = 100;

    public static IEnumerable<string> Problems(Announcement announcement, TemplateCache templates)
    {
        var content = announcement.Content;
        return
        [
            .. content.IsSystemMessage ? SystemProblems(content) : MessageProblems(content),
            .. TextProblems("content.text", content.Text, templates),
            .. content.Attachments.Count > MaxAttachments
                ? [TooMany("content.attachments", content.Attachments.Count, MaxAttachments)]
                : content.Attachments.SelectMany((one, index) => AttachmentProblems($"content.attachments[{index}]", one)),
            .. content.Metadata.Count > MaxMetadata
                ? [TooMany("content.metadata", content.Metadata.Count, MaxMetadata)]
                : content.Metadata.SelectMany(one => MetadataProblems(one.Key, one.Value, templates)),
        ];
    }

    private static IEnumerable<string> MessageProblems(AnnouncementContent content)
    {
        if (string.IsNullOrWhiteSpace(content.Text) && content.Attachments.Count == 0)
        {
            yield return "content says nothing: it needs a text or an attachment.";
        }
    }

    private static IEnumerable<string> SystemProblems(AnnouncementContent content)
    {
        if (content.Text.Length == 0 && content.Metadata.Count == 0)
        {
            yield return "content says nothing: a system message needs metadata or a text.";
        }

        if (content.Attachments.Count > 0)
        {
            yield return "content.attachments: a system message carries none.";
        }
    }

    private static IEnumerable<string> TextProblems(string path, string text, TemplateCache templates)
    {
        if (text.Length > TextLimits.MaxCharacters)
        {
            return [$"{path} has {text.Length} characters; it may have {TextLimits.MaxCharacters}."];
        }

        if (CleanText.FirstUncarried(text) is >= 0 and var at)
        {
            return [$"{path}: {TemplateException.At(text, at, "a message cannot carry this character.").Message}"];
        }

        try
        {
            templates.Get(text);
            return [];
        }
        catch (TemplateException error)
        {
            return [$"{path}, {error.Message}"];
        }
    }

    private static IEnumerable<string> AttachmentProblems(string path, Attachment attachment)
    {
        if (string.IsNullOrWhiteSpace(attachment.Type))
        {
            yield return $"{path}.type is missing: image, video, audio, file, location or a word of your app.";
        }

        if (attachment is { Uid: null or "", Url: null or "" } and not { Latitude: not null, Longitude: not null })
        {
            yield return $"{path} has neither a uid of a stored file nor a url, nor a latitude and a longitude.";
        }
    }

    private static IEnumerable<string> MetadataProblems(string key, string value, TemplateCache templates) => string.IsNullOrWhiteSpace(key)
        ? ["content.metadata has a value without a name."]
        : TextProblems($"content.metadata.{ShownText.Of(key)}", value, templates);

    private static string TooMany(string path, int count, int most) => $"{path} has {count} entries; it may have {most}.";
}
