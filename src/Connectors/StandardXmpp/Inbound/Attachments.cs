using System.Globalization;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>XEP-0066 §3 and RFC 5870: files are URLs beside the text, places are <c>geo:</c> URLs.</summary>
internal static class Attachments
{
    private const string Geo = "geo";

    private static readonly (string Type, string[] Extensions)[] Types =
    [
        ("image", [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".svg"]),
        ("video", [".mp4", ".webm", ".mov", ".mkv"]),
        ("audio", [".mp3", ".ogg", ".opus", ".m4a", ".wav", ".flac"]),
    ];

    /// <summary>The text and what hangs on it. URLs that the text only repeats for clients without attachments are taken out of it.</summary>
    public static (string Text, IReadOnlyList<Attachment> Attachments) Read(Message message)
    {
        var text = message.Body ?? "";
        List<Uri> urls = [.. message.Payloads.Where(e => e.Name == OutOfBand.Name).Select(TryParse).OfType<Uri>()];
        if (urls.Count == 0)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var place) && ToPlace(place) is { } attachment
                ? ("", [attachment])
                : (text, []);
        }

        var repeated = string.Join('\n', urls.Select(u => u.OriginalString));
        text = text == repeated ? ""
            : text.EndsWith($"\n{repeated}", StringComparison.Ordinal) ? text[..^(repeated.Length + 1)]
            : text;
        return (text, [.. urls.Select(ToAttachment)]);
    }

    private static Uri? TryParse(Element element)
    {
        try
        {
            return OutOfBand.Parse(element).Url;
        }
        catch (XmppFormatException)
        {
            // A wrong URL is no reason to lose the text.
            return null;
        }
    }

    private static Attachment ToAttachment(Uri url)
    {
        if (ToPlace(url) is { } place)
        {
            return place;
        }

        var name = Uri.UnescapeDataString(url.OriginalString.Split('?', '#')[0].Split('/')[^1]);
        var extension = Path.GetExtension(name);
        var type = Array.Find(Types, t => t.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase)).Type ?? "file";
        return new Attachment { Type = type, Url = url.OriginalString, Name = name.Length > 0 ? name : null };
    }

    // geo:52.52,13.405 with perhaps a height and parameters
    private static Attachment? ToPlace(Uri url)
    {
        if (url.Scheme != Geo)
        {
            return null;
        }

        var coordinates = url.OriginalString[(Geo.Length + 1)..].Split(';', '?')[0].Split(',');
        return coordinates.Length >= 2
            && TryParse(coordinates[0], limit: 90, out var latitude) && TryParse(coordinates[1], limit: 180, out var longitude)
            ? new Attachment { Type = "location", Latitude = latitude, Longitude = longitude }
            : null;
    }

    private static bool TryParse(string text, double limit, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && Math.Abs(value) <= limit;
}
