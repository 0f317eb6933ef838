using System.Globalization;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Data;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>The operators that change a list (section 9, <see cref="FieldUpdate"/>).</summary>
internal static class ListOperators
{
    /// <returns>Why it cannot be done, or null.</returns>
    public static string? Apply(string @operator, DataType type, JsonArray list, JsonNode? operand) => (@operator, operand) switch
    {
        ("push", _) => WithItems(type, operand, items => Append(list, items)),
        ("add_to_set", _) => WithItems(type, operand, items => AppendMissing(list, items)),
        ("pull" or "pull_with_filter", JsonObject filter) => RemoveFitting(type, list, filter),
        ("pull" or "pull_all", _) => WithItems(type, operand, items => Remove(list, item => items.Any(other => AreSame(item, other)))),
        ("pop", JsonValue end) => Pop(list, end.ToString()),
        ("update_by_index", JsonObject elements) => Replace(type, list, elements),
        _ => $"cannot be changed so with {@operator}",
    };

    private static string? WithItems(DataType type, JsonNode? operand, Action<JsonArray> act)
    {
        if (operand is null || !type.TryRead(operand, out var items))
        {
            return type.Problem;
        }

        act((JsonArray)items!);
        return null;
    }

    private static void Append(JsonArray list, JsonArray items)
    {
        foreach (var item in items)
        {
            list.Add(item!.DeepClone());
        }
    }

    private static void AppendMissing(JsonArray list, JsonArray items)
    {
        foreach (var item in items)
        {
            if (!list.Any(other => AreSame(item, other)))
            {
                list.Add(item!.DeepClone());
            }
        }
    }

    private static void Remove(JsonArray list, Func<JsonNode?, bool> goes)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (goes(list[i]))
            {
                list.RemoveAt(i);
            }
        }
    }

    private static string? RemoveFitting(DataType type, JsonArray list, JsonObject filter)
    {
        const string Item = "item";
        FilterField<JsonNode?>[] fields = [new([Item], item => [item?.ToString()], DataClass.KindOf(type))];
        var conditions = new RestParameters(new JsonObject { [Item] = filter.DeepClone() });
        if (Criteria.Problem(conditions, fields) is not null)
        {
            return "is no condition";
        }

        var fitting = FieldFilter.Apply(list.ToArray(), conditions, fields).ToHashSet();
        Remove(list, fitting.Contains);
        return null;
    }

    /// <summary>1 removes the last element, -1 the first; of an empty list, none.</summary>
    private static string? Pop(JsonArray list, string end)
    {
        if (end is not ("1" or "-1"))
        {
            return "is popped with 1 or -1";
        }

        if (list.Count > 0)
        {
            list.RemoveAt(end == "1" ? list.Count - 1 : 0);
        }

        return null;
    }

    private static string? Replace(DataType type, JsonArray list, JsonObject elements)
    {
        foreach (var (index, node) in elements)
        {
            if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) || i >= list.Count)
            {
                return $"has no element {index}";
            }

            if (node is null or JsonArray || !type.TryRead(node, out var value))
            {
                return type.Problem;
            }

            list[i] = value![0]!.DeepClone();
        }

        return null;
    }

    private static bool AreSame(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);
}
