using System.Globalization;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Times as the interface writes and reads them (sections 2.1, 5.3).</summary>
internal static class JsonTime
{
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Unix seconds, whether they are written so or in ISO 8601; null when it is neither.</summary>
    public static double? Seconds(string text) =>
        JsonNumber.TryRead(text, out var seconds) ? seconds
        : DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.RoundtripKind, out var time)
            ? time.ToUnixTimeMilliseconds() / 1000.0
        : null;
}

/// <summary>Numbers that are written as text.</summary>
internal static class JsonNumber
{
    public static JsonNode OrText(string text) =>
        long.TryParse(text, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

    /// <summary>Reads a number with or without a fraction.</summary>
    public static bool TryRead(string text, out double number)
    {
        // Not NumberStyles.Float, and nothing long: ids may consist of digits, with an 'e' among them.
        number = 0;
        return text.Length <= 17 && double.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
