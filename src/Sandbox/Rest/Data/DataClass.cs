using System.Globalization;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Data;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>A configured class of custom objects: its fields, and how records are read, written and looked for (section 9).</summary>
internal sealed class DataClass
{
    private static readonly HashSet<string> Operators = ["gt", "gte", "lt", "lte", "ne", "in", "nin", "all", "or", "ctn"];

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
                [pair.Key], record => Values(record.Values[pair.Key]), Kind(pair.Value))),
        ];
    }

    public string Name { get; }

    public IReadOnlyList<FilterField<CustomRecord>> Filters { get; }

    /// <summary>Reads what a client says about the fields; what it does not name stays as it is in <paramref name="values"/>.</summary>
    /// <returns>What is wrong, or null.</returns>
    public RestAnswer? Read(JsonObject given, JsonObject values)
    {
        foreach (var (name, type) in _types)
        {
            if (!given.TryGetPropertyValue(name, out var node))
            {
                values.TryAdd(name, null);
            }
            else if (type.TryRead(node, out var value))
            {
                values[name] = value;
            }
            else
            {
                return RestErrors.Invalid(name, type.Problem);
            }
        }

        return null;
    }

    /// <summary>
    /// What is wrong with conditions for deleting, or null. A condition that does not count would delete too much, so that every
    /// one has to be understood.
    /// </summary>
    public RestAnswer? Problem(RestParameters criteria)
    {
        var conditions = criteria.Tree.Where(pair => pair.Key != "token").ToArray();
        if (conditions.Length == 0)
        {
            return RestErrors.Invalid("base", "Search criteria are required.");
        }

        foreach (var (name, node) in conditions)
        {
            var operands = node is JsonObject operators ? [.. operators] : new[] { KeyValuePair.Create("in", node) };
            if (!Filters.Any(field => field.Path[0] == name) || operands.Length == 0
                || operands.Any(pair => !Operators.Contains(pair.Key) || !RestParameters.Values(pair.Value).Any()))
            {
                return RestErrors.Invalid(name, "is no condition");
            }
        }

        return FieldFilter.Problem(criteria, Filters);
    }

    private static FilterKind Kind(DataType type) => type.Kind switch
    {
        "string" => FilterKind.Text,
        "boolean" => FilterKind.Any,
        _ => FilterKind.Number,
    };

    private static string?[] Values(JsonNode? value) =>
        value is JsonArray list ? [.. list.Select(item => item?.ToString())] : [value?.ToString()];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
