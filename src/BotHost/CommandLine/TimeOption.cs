using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>An option that is a moment; UTC unless it says otherwise.</summary>
internal static class TimeOption
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="name">With its hyphens.</param>
    /// <param name="description">For people.</param>
    public static Option<DateTimeOffset?> Create(string name, string description) =>
        new(name) { Description = description, CustomParser = Read };

    /// <summary>Null, with an error, when it is none.</summary>
    public static DateTimeOffset? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is no time such as 2026-03-01, 2026-03-01T12:30:00Z or 2026-03-01T12:30:00+02:00.");
        return null;
    }
}
