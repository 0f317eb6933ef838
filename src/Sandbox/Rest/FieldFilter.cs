using System.Globalization;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest;

/// <summary>A field that lists can be filtered by: the values that an item has there, as text.</summary>
/// <param name="Path">The name, and for <c>extensions[x]</c> the name inside.</param>
/// <param name="Values">A value or several; times as unix seconds.</param>
internal sealed record FilterField<T>(string[] Path, Func<T, IEnumerable<string?>> Values);

/// <summary>The filters of lists: plain (<c>type=2</c>) or with an operator (<c>type[in]=2,3</c>) (section 5.3).</summary>
internal static class FieldFilter
{
    /// <summary>The items that pass every filter among the parameters.</summary>
    public static IEnumerable<T> Apply<T>(IEnumerable<T> items, RestParameters parameters, IEnumerable<FilterField<T>> fields)
    {
        foreach (var field in fields)
        {
            switch (parameters.Node(field.Path))
            {
                case JsonObject operators:
                    foreach (var (name, operand) in operators)
                    {
                        items = items.Where(Test(field, name, [.. RestParameters.Values(operand)], Raw(operand)));
                    }

                    break;
                case JsonValue or JsonArray:
                    var node = parameters.Node(field.Path);
                    var plain = node is JsonArray ? "in" : "eq";
                    items = items.Where(Test(field, plain, [.. RestParameters.Values(node)], Raw(node)));
                    break;
            }
        }

        return items;
    }

    private static string Raw(JsonNode? operand) => (operand as JsonValue)?.ToString() ?? "";

    private static Func<T, bool> Test<T>(FilterField<T> field, string name, string[] list, string raw) => item =>
    {
        var values = field.Values(item).OfType<string>().ToArray();
        return name switch
        {
            "eq" => values.Any(value => Compare(value, raw) == 0),
            "ne" => values.All(value => Compare(value, raw) != 0),
            "in" => values.Any(value => list.Any(other => Compare(value, other) == 0)),
            "nin" => values.All(value => list.All(other => Compare(value, other) != 0)),
            "all" => list.All(other => values.Any(value => Compare(value, other) == 0)),
            "ctn" => values.Any(value => value.Contains(raw, StringComparison.OrdinalIgnoreCase)),
            "lt" => values.Any(value => Compare(value, raw) < 0),
            "lte" => values.Any(value => Compare(value, raw) <= 0),
            "gt" => values.Any(value => Compare(value, raw) > 0),
            "gte" => values.Any(value => Compare(value, raw) >= 0),
            _ => true,   // an operator of a later version, or a parameter that only looks like a filter
        };
    };

    /// <summary>As numbers if both are, times included; as text otherwise.</summary>
    private static int Compare(string value, string other)
    {
        if (TryNumber(value, out var number) && (TryNumber(other, out var otherNumber) || TryTime(other, out otherNumber)))
        {
            return number.CompareTo(otherNumber);
        }

        return string.CompareOrdinal(value, other);
    }

    private static bool TryNumber(string text, out double number)
    {
        // Not NumberStyles.Float, and nothing long: ids may consist of digits, with an 'e' among them.
        number = 0;
        return text.Length <= 17 && double.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryTime(string text, out double seconds)
    {
        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.RoundtripKind, out var time);
        seconds = time.ToUnixTimeMilliseconds() / 1000.0;
        return isTime;
    }
}

/// <summary>Which part of a list is wanted.</summary>
internal sealed record Page(int Skip, int Limit)
{
    public const int DefaultLimit = 100;

    public static Page Of(RestParameters parameters, int maxLimit) => new(
        Math.Max(parameters.Number("skip", 0), 0),
        Math.Clamp(parameters.Number("limit", DefaultLimit), 0, maxLimit));

    public IEnumerable<T> Cut<T>(IEnumerable<T> items) => items.Skip(Skip).Take(Limit);
}
