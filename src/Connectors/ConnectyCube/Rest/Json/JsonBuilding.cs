using System.Text.Json.Nodes;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>Writes bodies in which what is not said is not there.</summary>
internal static class JsonBuilding
{
    /// <summary>Sets a property, unless the value is null or holds nothing.</summary>
    public static JsonObject Set(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 }))
        {
            json[name] = value;
        }

        return json;
    }

    public static JsonObject Set(this JsonObject json, string name, IReadOnlyList<long> numbers) =>
        json.Set(name, new JsonArray([.. numbers.Select(number => (JsonNode)number)]));

    public static JsonObject Set(this JsonObject json, string name, IReadOnlyList<string> texts) =>
        json.Set(name, new JsonArray([.. texts.Select(text => (JsonNode)text)]));

    public static JsonObject Set(this JsonObject json, string name, IReadOnlyDictionary<string, string> texts) =>
        json.Set(name, new JsonObject(texts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));
}
