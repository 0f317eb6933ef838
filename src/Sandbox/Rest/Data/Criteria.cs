using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>
/// Conditions by which something is changed or deleted (section 9). In a list, one that is not understood shows too much; here it
/// would change too much, so that every one has to be understood.
/// </summary>
internal static class Criteria
{
    private static readonly HashSet<string> OfLists = ["in", "nin", "all", "or"];
    private static readonly HashSet<string> Operators = ["gt", "gte", "lt", "lte", "ne", "ctn", "start_with", .. OfLists];

    /// <summary>What is wrong with the conditions, or null.</summary>
    /// <param name="criteria">The conditions.</param>
    /// <param name="fields">What they may be about.</param>
    /// <param name="other">A parameter that may stand among them and is none.</param>
    public static RestAnswer? Problem<T>(RestParameters criteria, IReadOnlyList<FilterField<T>> fields, string? other = null)
    {
        var conditions = criteria.Tree.Where(pair => pair.Key != other).ToArray();
        if (conditions.Length == 0)
        {
            return RestErrors.Invalid("base", "Search criteria are required.");
        }

        foreach (var (name, node) in conditions)
        {
            var operands = node is JsonObject operators ? [.. operators] : new[] { KeyValuePair.Create("in", node) };
            if (!fields.Any(field => field.Path[0] == name) || operands.Length == 0
                || !operands.All(pair => IsUnderstood(pair.Key, pair.Value)))
            {
                return RestErrors.Invalid(name, "is no condition");
            }
        }

        return FieldFilter.Problem(criteria, fields);
    }

    private static bool IsUnderstood(string @operator, JsonNode? operand) =>
        RestParameters.Values(operand).Any() && (operand is JsonArray ? OfLists : Operators).Contains(@operator);
}
