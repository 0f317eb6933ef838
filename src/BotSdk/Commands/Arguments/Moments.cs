using System.Globalization;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>Dates and times that mean the same everywhere: <c>2026-01-31</c>, <c>15:04</c>, <c>2026-01-31T15:04+01:00</c>.</summary>
internal static class Moments
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly string[] Times = ["H:mm", "H:mm:ss"];

    // One quoted argument may have a blank in the place of the T.
    private static readonly string[] Combined =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'H:mm", "yyyy-MM-dd'T'H:mm:ss", "yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss",
        "yyyy-MM-dd'T'H:mmK", "yyyy-MM-dd'T'H:mm:ssK", "yyyy-MM-dd'T'H:mm:ss.FFFFFFFK",
    ];

    public static bool TryParseDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out value);

    public static bool TryParseTime(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, Times, Invariant, DateTimeStyles.None, out value);

    /// <summary>UTC where no offset is written.</summary>
    public static bool TryParseMoment(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, Combined, Invariant, DateTimeStyles.AssumeUniversal, out value);
}
