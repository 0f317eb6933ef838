using System.CommandLine;
using System.Globalization;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>An option that is a length of time: <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c>, or <c>hh:mm:ss</c>.</summary>
internal static class DurationOption
{
    private const double MaxDays = 3650;

    /// <param name="name">With its hyphens.</param>
    /// <param name="description">For people.</param>
    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Read(text) is { } duration)
            {
                return duration;
            }

            result.AddError($"{name} '{text}' is no length of time such as 90s, 15m, 2h, 7d or 01:30:00.");
            return null;
        },
    };

    /// <summary>Null when it is none.</summary>
    public static TimeSpan? Read(string text)
    {
        var unit = text.Length > 1 ? UnitOf(text[^1]) : null;
        return unit is { } one
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * one.TotalDays <= MaxDays
                ? number * one
                : TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"hh\:mm", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out var time)
                    ? time
                    : null;
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
