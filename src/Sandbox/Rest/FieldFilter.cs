using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest;

/// <summary>How the values of a field compare.</summary>
internal enum FilterKind
{
    /// <summary>As numbers where both are, as text otherwise.</summary>
    Any,

    /// <summary>As text, also where it looks like a number.</summary>
    Text,

    /// <summary>As numbers or times; anything else is refused.</summary>
    Number,

    /// <summary>As flags, however they are written; anything else is refused.</summary>
    Flag,
}

/// <summary>A field that lists can be filtered by: the values that an item has there, as text.</summary>
/// <param name="Path">The name, and for <c>extensions[x]</c> the name inside.</param>
/// <param name="Values">A value or several; times as unix seconds.</param>
/// <param name="Kind">How they compare.</param>
internal sealed record FilterField<T>(string[] Path, Func<T, string?[]> Values, FilterKind Kind = FilterKind.Any);

/// <summary>What a field must hold.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Operator">How it is compared; <c>eq</c> where nothing is said.</param>
/// <param name="Operand">What it is compared with, as it came.</param>
internal sealed record FieldCondition<T>(FilterField<T> Field, string Operator, JsonNode? Operand);

/// <summary>The filters of lists: plain (<c>type=2</c>) or with an operator (<c>type[in]=2,3</c>) (section 5.3).</summary>
internal static class FieldFilter
{
    /// <summary>The items that pass every filter among the parameters.</summary>
    public static IEnumerable<T> Apply<T>(IEnumerable<T> items, RestParameters parameters, IEnumerable<FilterField<T>> fields) =>
        Apply(items, Conditions(parameters, fields));

    /// <summary>The items that meet all conditions.</summary>
    public static IEnumerable<T> Apply<T>(IEnumerable<T> items, IEnumerable<FieldCondition<T>> conditions) =>
        conditions.Aggregate(items, (some, condition) => some.Where(Test(condition.Field, condition.Operator, condition.Operand)));

    /// <summary>The filters among the parameters, one by one.</summary>
    public static IReadOnlyList<FieldCondition<T>> Conditions<T>(RestParameters parameters, IEnumerable<FilterField<T>> fields) =>
        [.. fields.SelectMany(field => Operators(parameters.Node(field.Path))
            .Select(filter => new FieldCondition<T>(field, filter.Name, filter.Operand)))];

    /// <summary>What is wrong with the filters, or null: a number, a time or a flag is compared with something else.</summary>
    public static RestAnswer? Problem<T>(RestParameters parameters, IEnumerable<FilterField<T>> fields)
    {
        foreach (var condition in Conditions(parameters, fields))
        {
            if (RestParameters.Values(condition.Operand).Select(text => Problem(condition.Field.Kind, text)).OfType<string>().FirstOrDefault() is { } why)
            {
                return RestErrors.Invalid(condition.Field.Path[0], why);
            }
        }

        return null;
    }

    private static string? Problem(FilterKind kind, string text) => kind switch
    {
        FilterKind.Number when Operand.Of(text).Number is null => "is neither a number nor a time",
        FilterKind.Flag when !RestParameters.IsFlag(text) => "is neither true nor false",
        _ => null,
    };

    private static IEnumerable<(string Name, JsonNode? Operand)> Operators(JsonNode? filter) => filter switch
    {
        JsonObject operators => operators.Select(pair => (pair.Key, pair.Value)),
        JsonArray => [("in", filter)],
        JsonValue => [("eq", filter)],
        _ => [],
    };

    private static Func<T, bool> Test<T>(FilterField<T> field, string name, JsonNode? node)
    {
        var raw = Operand.Of((node as JsonValue)?.ToString() ?? "");
        Operand[] list = [.. RestParameters.Values(node).Select(Operand.Of)];
        return name switch
        {
            "eq" => item => Any(item, value => Compare(value, raw) == 0),
            "ne" => item => !Any(item, value => Compare(value, raw) == 0),
            "in" or "or" => item => Any(item, value => list.Any(other => Compare(value, other) == 0)),
            "nin" => item => !Any(item, value => list.Any(other => Compare(value, other) == 0)),
            "all" => item => list.All(other => Any(item, value => Compare(value, other) == 0)),
            "ctn" => item => Any(item, value => value.Contains(raw.Text, StringComparison.OrdinalIgnoreCase)),
            "start_with" => item => Any(item, value => value.StartsWith(raw.Text, StringComparison.OrdinalIgnoreCase)),
            "lt" => item => Any(item, value => Compare(value, raw) < 0),
            "lte" => item => Any(item, value => Compare(value, raw) <= 0),
            "gt" => item => Any(item, value => Compare(value, raw) > 0),
            "gte" => item => Any(item, value => Compare(value, raw) >= 0),
            _ => _ => true,   // an operator of a later version, or a parameter that only looks like a filter
        };

        bool Any(T item, Predicate<string> test) => Array.Exists(field.Values(item), value => value is not null && test(value));

        int Compare(string value, Operand other) => field.Kind switch
        {
            FilterKind.Flag => RestParameters.IsSet(value).CompareTo(RestParameters.IsSet(other.Text)),
            not FilterKind.Text when other.Number is { } number && JsonNumber.TryRead(value, out var own) => own.CompareTo(number),
            _ => string.CompareOrdinal(value, other.Text),
        };
    }

    /// <summary>What a filter compares with, read once for all items.</summary>
    /// <param name="Text">As it came.</param>
    /// <param name="Number">As a number, a time in unix seconds; null when it is neither.</param>
    private readonly record struct Operand(string Text, double? Number)
    {
        public static Operand Of(string text) => new(text, JsonTime.Seconds(text));
    }
}
