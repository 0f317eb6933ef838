using System.Text.Json;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>JSON of which nobody knows what it is, as text.</summary>
internal static class JsonText
{
    /// <summary>A text as it is; anything else, and a text with half a character in it, as its JSON.</summary>
    public static string ToText(this JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }
}
