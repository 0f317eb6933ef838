using System.Text.Json;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>What stands for a placeholder.</summary>
/// <param name="Text">What is written.</param>
/// <param name="IsSomething">Whether <c>{{#if}}</c> takes it for true.</param>
internal readonly record struct PlaceholderValue(string Text, bool IsSomething)
{
    /// <summary>What is not known.</summary>
    public static PlaceholderValue Nothing { get; } = new("", false);

    public static PlaceholderValue Of(string? text) => string.IsNullOrWhiteSpace(text) ? Nothing : new(text, true);

    /// <summary>Of a JSON value: what is false, null, empty or zero is not taken for true; lists and objects are written as JSON.</summary>
    public static PlaceholderValue Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value.GetString()),
        JsonValueKind.Number => new(value.GetRawText(), value.TryGetDouble(out var number) && number != 0),
        JsonValueKind.True => new("true", true),
        JsonValueKind.False => new("false", false),
        JsonValueKind.Array => new(value.GetRawText(), value.GetArrayLength() > 0),
        JsonValueKind.Object => new(value.GetRawText(), true),
        _ => Nothing,
    };
}
