using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Times as the interface writes them (section 2.1).</summary>
internal static class JsonTime
{
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

/// <summary>Numbers that are configured as text.</summary>
internal static class JsonNumber
{
    public static JsonNode OrText(string text) =>
        long.TryParse(text, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);
}
