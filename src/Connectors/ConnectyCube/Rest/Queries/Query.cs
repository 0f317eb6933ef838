namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>Which way a list is sorted.</summary>
public enum Direction
{
    /// <summary>The smallest or oldest first.</summary>
    Ascending,

    /// <summary>The largest or newest first.</summary>
    Descending,
}

/// <summary>
/// What a list shall hold, and in which order. It never changes: each method returns another one. <c>DialogQuery</c>,
/// <c>MessageQuery</c>, <c>UserQuery</c> and <c>RecordQuery</c> begin one.
/// </summary>
/// <typeparam name="TItem">What the list holds.</typeparam>
public sealed record Query<TItem>
{
    private readonly bool _repeatsLists;

    /// <param name="repeatsLists">Whether the values of a list are parameters of their own, instead of one with commas.</param>
    /// <param name="fixedParameters">What all queries of this kind say.</param>
    internal Query(bool repeatsLists = false, params IReadOnlyList<(string Name, string? Value)> fixedParameters) =>
        (_repeatsLists, Parameters) = (repeatsLists, fixedParameters);

    /// <summary>Parameters of the query string, unescaped.</summary>
    internal IReadOnlyList<(string Name, string? Value)> Parameters { get; private init; }

    /// <summary>The parameter that sorts; null for the service's own order.</summary>
    internal (string Name, string? Value)? Sort { get; private init; }

    /// <summary>Only what also meets this condition; it takes the place of one with the same field and operator.</summary>
    public Query<TItem> Where<TValue>(Field<TItem, TValue> field, Condition<TValue> condition)
    {
        var name = condition.Operator is { } @operator ? $"{field.Name}[{@operator}]" : field.Name;
        IEnumerable<(string Name, string? Value)> added = (condition.HasList, _repeatsLists) switch
        {
            (true, true) => condition.Values.Select(value => (name + "[]", (string?)value)),
            (true, false) => [(name, string.Join(',', condition.Values))],
            _ => [(name, condition.Values[0])],
        };
        return this with { Parameters = [.. Parameters.Where(p => p.Name != name && p.Name != name + "[]"), .. added] };
    }

    /// <summary>In this order, instead of another.</summary>
    public Query<TItem> SortBy(ISortField<TItem> field, Direction direction = Direction.Ascending) =>
        this with { Sort = (direction == Direction.Ascending ? "sort_asc" : "sort_desc", field.Name) };

    /// <summary>Sets a parameter.</summary>
    internal Query<TItem> With(string name, string value) =>
        this with { Parameters = [.. Parameters.Where(p => p.Name != name), (name, value)] };
}

/// <summary>Which part of a list is wanted.</summary>
public sealed record Part
{
    /// <summary>How many items to leave out at the front; not negative.</summary>
    public int Offset
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>How many items at most; null for as many as the service gives at once, which is 100.</summary>
    public int? Limit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value ?? 1, nameof(value));
            field = value;
        }
    }
}
