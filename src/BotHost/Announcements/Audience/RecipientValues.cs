using System.Text.Json;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>What a text needs of a recipient, as it is kept in the ledger: a JSON object with the placeholders as names.</summary>
internal static class RecipientValues
{
    /// <summary>Writes them.</summary>
    /// <param name="paths">The placeholders of the text.</param>
    /// <param name="profile">Who; null when nobody knows.</param>
    /// <param name="dialogName">What the dialog is called; null when nobody knows.</param>
    /// <returns>Null for nothing.</returns>
    public static string? Write(IReadOnlySet<string> paths, UserProfile? profile, string? dialogName)
    {
        var values = new JsonObject();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var value = path switch
            {
                Placeholders.FullName => Line(profile?.FullName),
                Placeholders.Login => Line(profile?.Login),
                Placeholders.Email => Line(profile?.Email),
                Placeholders.Phone => Line(profile?.Phone),
                Placeholders.ExternalId => Line(profile?.ExternalId),
                Placeholders.DialogName => Line(dialogName ?? profile?.FullName),
                Placeholders.CustomData => Text(profile?.CustomData),
                _ when path.StartsWith(Placeholders.CustomDataPart, StringComparison.Ordinal) =>
                    PartOf(profile?.CustomData, path[Placeholders.CustomDataPart.Length..]),
                _ => null,
            };
            if (value is not null)
            {
                values[path] = value;
            }
        }

        return values.Count == 0 ? null : values.ToJsonString(MessageFormat.Options);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static JsonElement? Read(string? values) => values is null ? null : JsonElement.Parse(values);

    private static JsonValue? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(CleanText.Of(text, isLine: true));

    private static JsonValue? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(CleanText.Of(text, isLine: false));

    private static JsonNode? PartOf(string? customData, string path)
    {
        try
        {
            var part = string.IsNullOrWhiteSpace(customData) ? default : JsonElement.Parse(customData);
            foreach (var name in path.Split('.'))
            {
                if (!TryStep(ref part, name))
                {
                    return null;
                }
            }

            return part.ValueKind switch
            {
                JsonValueKind.String => Text(part.GetString()),
                _ when part.GetRawText().Length > CleanText.MaxLength => null,
                _ => JsonNode.Parse(part.GetRawText()),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // it is free text; or holds half a character
        }
    }

    private static bool TryStep(ref JsonElement part, string name) => part.ValueKind switch
    {
        JsonValueKind.Object => part.TryGetProperty(name, out part),
        JsonValueKind.Array when int.TryParse(name, out var index) && index >= 0 && index < part.GetArrayLength() =>
            (part = part[index]).ValueKind != JsonValueKind.Undefined,
        _ => false,
    };
}
