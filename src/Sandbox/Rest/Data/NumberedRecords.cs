using System.Globalization;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>Several records in one call, <c>{"record":{"1":{…},"2":{…}}}</c> (section 9): documents count from 0, clients from 1.</summary>
internal static class NumberedRecords
{
    /// <returns>What is wrong, or null. Then <paramref name="records"/> are in the order of their numbers.</returns>
    public static RestAnswer? Read(RestParameters parameters, out IReadOnlyList<JsonObject> records)
    {
        records = [];
        if (parameters.Node("record") is not JsonObject { Count: > 0 } given)
        {
            return RestErrors.Invalid("record", "can't be blank");
        }

        JsonNode?[] ordered =
        [
            .. given.OrderBy(pair => int.TryParse(pair.Key, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue)
                .Select(pair => pair.Value),
        ];
        records = [.. ordered.OfType<JsonObject>()];
        return records.Count == ordered.Length ? null : RestErrors.Invalid("record", "is not an object");
    }
}
