using System.Globalization;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Data;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>A configured class of custom objects: its fields, and how records are read and looked for (section 9).</summary>
internal sealed class DataClass
{
    private readonly Dictionary<string, DataType> _types = new(StringComparer.Ordinal);

    public DataClass(string name, IEnumerable<KeyValuePair<string, string>> fields)
    {
        Name = name;
        foreach (var (field, text) in fields)
        {
            if (DataType.TryParse(text, out var type))
            {
                _types[field] = type;
            }
        }

        Filters =
        [
            new(["_id"], record => [record.Id], FilterKind.Text),
            new(["_parent_id"], record => [record.ParentId], FilterKind.Text),
            new(["user_id"], record => [Number(record.OwnerId)], FilterKind.Number),
            new(["created_at"], record => [Number(record.CreatedAt.ToUnixTimeSeconds())], FilterKind.Number),
            new(["updated_at"], record => [Number(record.UpdatedAt.ToUnixTimeSeconds())], FilterKind.Number),
            .. _types.Select(pair => new FilterField<CustomRecord>(
                [pair.Key], record => Values(record.Values[pair.Key]), KindOf(pair.Value))),
        ];
    }

    public string Name { get; }

    /// <summary>The configured fields.</summary>
    public IReadOnlyDictionary<string, DataType> Types => _types;

    public IReadOnlyList<FilterField<CustomRecord>> Filters { get; }

    /// <summary>Reads what a client says about the fields of a new record; what it does not name is null.</summary>
    /// <remarks>
    /// What is no field of the class is ignored. Neither the reference nor the vendor's documents name an error for it, and the
    /// vendor's own sample of a new record sends a <c>user_id</c> along, which is the service's to set.
    /// </remarks>
    /// <returns>What is wrong, or null.</returns>
    public RestAnswer? Read(JsonObject given, JsonObject values)
    {
        foreach (var (name, type) in _types)
        {
            if (!type.TryRead(given[name], out var value))
            {
                return RestErrors.Invalid(name, type.Problem);
            }

            values[name] = value;
        }

        return null;
    }

    /// <summary>How values of a type compare.</summary>
    public static FilterKind KindOf(DataType type) => type.Kind switch
    {
        "string" => FilterKind.Text,
        "boolean" => FilterKind.Flag,
        _ => FilterKind.Number,
    };

    private static string?[] Values(JsonNode? value) =>
        value is JsonArray list ? [.. list.Select(item => item?.ToString())] : [value?.ToString()];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
