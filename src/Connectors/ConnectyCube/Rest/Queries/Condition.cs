using System.Globalization;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>What a field must hold; <see cref="Is"/> makes them.</summary>
public record Condition<T>
{
    internal Condition(string? @operator, params IReadOnlyList<string> values) => (Operator, Values) = (@operator, values);

    /// <summary>The operator on the wire; null for equality.</summary>
    internal string? Operator { get; }

    /// <summary>One value, or those of a list.</summary>
    internal IReadOnlyList<string> Values { get; }

    internal bool HasList => Operator is "in" or "nin" or "all";
}

/// <summary>A condition that is enough to look something up by (section 7).</summary>
public sealed record KeyCondition<T> : Condition<T>
{
    internal KeyCondition(string? @operator, params IReadOnlyList<string> values) : base(@operator, values)
    {
    }
}

/// <summary>The operators of section 5.3.</summary>
public static class Is
{
    /// <summary>Exactly this value.</summary>
    public static KeyCondition<T> EqualTo<T>(T value)
        where T : notnull => new(null, Text(value));

    /// <summary>Any other value.</summary>
    public static Condition<T> NotEqualTo<T>(T value)
        where T : notnull => new("ne", Text(value));

    /// <summary>One of these values.</summary>
    /// <exception cref="ArgumentException">There is none, or one holds a comma, which the wire cannot carry.</exception>
    public static KeyCondition<T> In<T>(params IReadOnlyList<T> values)
        where T : notnull => new("in", Texts(values));

    /// <summary>None of these values.</summary>
    /// <inheritdoc cref="In{T}" path="/exception"/>
    public static Condition<T> NotIn<T>(params IReadOnlyList<T> values)
        where T : notnull => new("nin", Texts(values));

    /// <summary>A list that holds all of these values, and perhaps more.</summary>
    /// <inheritdoc cref="In{T}" path="/exception"/>
    public static Condition<IReadOnlyList<T>> ContainingAll<T>(params IReadOnlyList<T> values)
        where T : notnull => new("all", Texts(values));

    /// <summary>A text with this part.</summary>
    public static Condition<string> Containing(string part) => new("ctn", part);

    /// <summary>Less, or earlier.</summary>
    public static Condition<T> LessThan<T>(T value)
        where T : IComparable<T> => new("lt", Text(value));

    /// <summary>Less or the same, or not later.</summary>
    public static Condition<T> AtMost<T>(T value)
        where T : IComparable<T> => new("lte", Text(value));

    /// <summary>More, or later.</summary>
    public static Condition<T> GreaterThan<T>(T value)
        where T : IComparable<T> => new("gt", Text(value));

    /// <summary>More or the same, or not earlier.</summary>
    public static Condition<T> AtLeast<T>(T value)
        where T : IComparable<T> => new("gte", Text(value));

    private static string[] Texts<T>(IReadOnlyList<T> values)
        where T : notnull
    {
        string[] texts = [.. values.Select(Text)];
        return texts.Length > 0 && !texts.Any(t => t.Contains(',', StringComparison.Ordinal))
            ? texts
            : throw new ArgumentException("A list needs a value, and no value of it can hold a comma.", nameof(values));
    }

    /// <summary>Times are seconds since 1970, with a fraction where they have one.</summary>
    private static string Text<T>(T value)
        where T : notnull => value switch
        {
            DateTimeOffset time => (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.###", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",   // as the vendor's client writes it
            Enum number => number.ToString("D"),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
