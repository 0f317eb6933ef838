using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0082: how a moment is written.</summary>
internal static class Timestamps
{
    private const int TimeSeparator = 10;   // 2026-11-21T10:00:00Z

    public static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads the moment in an attribute.</summary>
    /// <exception cref="XmppFormatException">There is no such attribute, or it holds no moment.</exception>
    public static DateTimeOffset RequireTimestamp(this Element element, string attribute)
    {
        var text = element.RequireAttribute(attribute);

        // The separator is looked at because the parser would also take a time alone, of today.
        return text.Length > TimeSeparator && text[TimeSeparator] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new XmppFormatException($"<{element.Name.LocalName}/> has a '{attribute}' that is no time.");
    }
}
