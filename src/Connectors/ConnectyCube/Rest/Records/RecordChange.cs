using System.Collections;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Records;

/// <summary>
/// Section 9: what an update does to an object. It never changes: each method returns another one. A field is changed in one way:
/// the last one counts, and goes before <see cref="Set(T)"/>.
/// </summary>
/// <typeparam name="T">The fields of the class.</typeparam>
public sealed record RecordChange<T>
{
    private const string AppendOperator = "push";
    private const string AppendMissingOperator = "add_to_set";
    private const string RemoveOperator = "pull_all";

    private readonly T? _fields;
    private readonly bool _hasFields;

    /// <summary>No change.</summary>
    public RecordChange()
    {
    }

    private RecordChange(T fields, IReadOnlyList<Step> steps) => (_fields, _hasFields, Steps) = (fields, true, steps);

    private IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>Whether carrying it out twice does no more than once.</summary>
    internal bool IsIdempotent => Steps.All(step => step.Operator is null or AppendMissingOperator or RemoveOperator);

    /// <summary>Writes all fields anew; those that the JSON of <typeparamref name="T"/> leaves out stay.</summary>
    public RecordChange<T> Set(T fields) => new(fields, Steps);

    /// <summary>Writes one field anew.</summary>
    /// <exception cref="ArgumentException">A field cannot hold such a value.</exception>
    public RecordChange<T> Set<TValue>(Field<Record<T>, TValue> field, TValue value) => With(null, field.Name, value);

    /// <summary>Adds to a number, or with a negative one takes from it. Whoever else does so meanwhile is counted too.</summary>
    public RecordChange<T> Increment<TNumber>(Field<Record<T>, TNumber> field, TNumber by)
        where TNumber : struct, INumber<TNumber> => With("inc", field.Name, by);

    /// <summary>Adds values at the end of a list.</summary>
    public RecordChange<T> Append<TItem>(Field<Record<T>, IReadOnlyList<TItem>> field, params IReadOnlyList<TItem> values) =>
        With(AppendOperator, field.Name, values);

    /// <summary>Adds those values at the end of a list that it does not hold yet.</summary>
    public RecordChange<T> AppendMissing<TItem>(Field<Record<T>, IReadOnlyList<TItem>> field, params IReadOnlyList<TItem> values) =>
        With(AppendMissingOperator, field.Name, values);

    /// <summary>Removes values from a list, each wherever it is.</summary>
    public RecordChange<T> Remove<TItem>(Field<Record<T>, IReadOnlyList<TItem>> field, params IReadOnlyList<TItem> values) =>
        With(RemoveOperator, field.Name, values);

    /// <summary>Removes the first value of a list.</summary>
    public RecordChange<T> RemoveFirst<TItem>(Field<Record<T>, IReadOnlyList<TItem>> field) => With("pop", field.Name, -1);

    /// <summary>Removes the last value of a list.</summary>
    public RecordChange<T> RemoveLast<TItem>(Field<Record<T>, IReadOnlyList<TItem>> field) => With("pop", field.Name, 1);

    /// <summary>The body that says so; empty when nothing changes.</summary>
    internal JsonObject ToJson(JsonTypeInfo<T> fieldsType)
    {
        var json = _hasFields ? JsonSerializer.SerializeToNode(_fields!, fieldsType) as JsonObject ?? [] : [];
        foreach (var step in Steps)
        {
            if (step.Operator is null)
            {
                json[step.Field] = step.Value?.DeepClone();
                continue;
            }

            json.Remove(step.Field);
            json[step.Operator] ??= new JsonObject();
            json[step.Operator]![step.Field] = step.Value?.DeepClone();
        }

        return json;
    }

    private RecordChange<T> With(string? @operator, string field, object? value) =>
        this with { Steps = [.. Steps.Where(step => step.Field != field), new Step(@operator, field, JsonOf(value))] };

    private static JsonNode? JsonOf(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        decimal number => number,
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(JsonOf)]),
        _ => throw new ArgumentException($"A field cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    private sealed record Step(string? Operator, string Field, JsonNode? Value);
}
