using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Data;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>
/// What an update says about the fields of a record (section 9): new values, and operators that start from the old ones. The
/// operators are those of the vendor's documents and client; they are carried out in the order in which they are written.
/// </summary>
internal static class FieldUpdate
{
    private static readonly HashSet<string> Operators =
        ["inc", "push", "add_to_set", "pull", "pull_with_filter", "pull_all", "pop", "update_by_index"];

    /// <summary>Changes values; what is not named stays.</summary>
    /// <remarks>
    /// A name that is neither a field nor an operator is ignored: the vendor's client sends the <c>id</c> along. An operator that
    /// names no field, or one that it does not suit, is wrong: it was meant to do something.
    /// </remarks>
    /// <returns>What is wrong, or null. Then the values are half changed.</returns>
    public static RestAnswer? Apply(DataClass @class, JsonObject given, JsonObject values)
    {
        foreach (var (name, node) in given)
        {
            var problem = @class.Types.TryGetValue(name, out var type) ? Set(name, type, node, values)
                : Operators.Contains(name) ? Operate(@class, name, node, values)
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>A list may also be given as the elements to replace, by their index.</summary>
    private static RestAnswer? Set(string name, DataType type, JsonNode? node, JsonObject values)
    {
        if (type.IsList && node is JsonObject)
        {
            return ListOperators.Apply("update_by_index", type, ListOf(values, name), node) is { } wrong
                ? RestErrors.Invalid(name, wrong)
                : null;
        }

        if (!type.TryRead(node, out var value))
        {
            return RestErrors.Invalid(name, type.Problem);
        }

        values[name] = value;
        return null;
    }

    private static RestAnswer? Operate(DataClass @class, string @operator, JsonNode? operands, JsonObject values)
    {
        if (operands is not JsonObject byField)
        {
            return RestErrors.Invalid(@operator, "names no field");
        }

        foreach (var (name, operand) in byField)
        {
            if (!@class.Types.TryGetValue(name, out var type))
            {
                return RestErrors.Invalid(name, "is no field of the class");
            }

            var problem = (@operator == "inc", type) switch
            {
                (true, { IsList: false, Kind: "integer" or "float" }) => Increment(name, type, operand, values),
                (false, { IsList: true }) => ListOperators.Apply(@operator, type, ListOf(values, name), operand),
                _ => $"cannot be changed with {@operator}",
            };
            if (problem is not null)
            {
                return RestErrors.Invalid(name, problem);
            }
        }

        return null;
    }

    /// <summary>Where there is nothing yet, it counts from 0.</summary>
    private static string? Increment(string name, DataType type, JsonNode? operand, JsonObject values)
    {
        if (!type.TryRead(operand, out var step) || step is null)
        {
            return type.Problem;
        }

        var sum = type.Kind == "integer"
            ? Sum((long?)values[name] ?? 0, (long)step)
            : Sum((double?)values[name] ?? 0, (double)step);
        if (sum is null)
        {
            return "is too large";
        }

        values[name] = sum;
        return null;
    }

    private static JsonNode? Sum(long one, long other) =>
        (Int128)one + other is var sum && sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : null;

    private static JsonNode? Sum(double one, double other) => double.IsFinite(one + other) ? one + other : null;

    /// <summary>The list in a field; an empty one where there is none yet.</summary>
    private static JsonArray ListOf(JsonObject values, string name)
    {
        if (values[name] is not JsonArray list)
        {
            values[name] = list = [];
        }

        return list;
    }
}
