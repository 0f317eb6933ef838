using System.Globalization;
using System.Text.Json;
using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;

namespace BotPlatform.BotHost.Announcements.Messages;

/// <summary>What stands for the placeholders in what one recipient reads.</summary>
internal sealed class RowText(TemplateCache templates, StoredRun run, LedgerRow row)
{
    private readonly Lazy<JsonElement?> _values = new(() => RecipientValues.Read(row.Values));

    /// <summary>The text with everything filled in.</summary>
    /// <exception cref="AnnouncementTextException">There is none.</exception>
    public string Of(string text)
    {
        try
        {
            return templates.Get(text).Render(ValueOf, TextLimits.MaxCharacters) ?? throw new AnnouncementTextException(
                $"The text for this recipient is longer than {TextLimits.MaxCharacters} characters.");
        }
        catch (TemplateException error)
        {
            throw new AnnouncementTextException($"The text is wrong in {error.Message}", error);
        }
        catch (JsonException error)
        {
            throw new AnnouncementTextException("What is kept of this recipient cannot be read.", error);
        }
    }

    private PlaceholderValue ValueOf(string path) => path switch
    {
        Placeholders.UserId => PlaceholderValue.Of(row.User),
        Placeholders.DialogId => PlaceholderValue.Of(row.Dialog),
        Placeholders.AnnouncementName => PlaceholderValue.Of(run.Definition.Name),
        Placeholders.RunDate => PlaceholderValue.Of(LocalDue.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Placeholders.RunTime => PlaceholderValue.Of(LocalDue.ToString("HH:mm", CultureInfo.InvariantCulture)),
        _ => _values.Value is { } values && values.TryGetProperty(path, out var value) ? PlaceholderValue.Of(value) : PlaceholderValue.Nothing,
    };

    private DateTimeOffset LocalDue
    {
        get
        {
            var zone = run.Definition.Schedule?.TimeZone ?? "UTC";
            return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
                ? TimeZoneInfo.ConvertTime(run.DueAt, known)
                : throw new AnnouncementTextException($"This machine does not know the time zone '{zone}'.");
        }
    }
}
