namespace BotPlatform.Sandbox.Rest;

/// <summary>The order of lists: <c>sort_asc</c> or <c>sort_desc</c> with the name of a field.</summary>
internal static class FieldSort
{
    /// <summary>The items in the order that is asked for; in their own where it is none or the field is unknown.</summary>
    public static IEnumerable<T> Apply<T>(IEnumerable<T> items, RestParameters parameters, IReadOnlyList<FilterField<T>> fields)
    {
        var ascending = parameters.Text("sort_asc");
        var name = ascending ?? parameters.Text("sort_desc");
        if (fields.FirstOrDefault(field => field.Path is [var only] && only == name) is not { } field)
        {
            return items;
        }

        double? Number(T item) => field.Kind != FilterKind.Text && JsonNumber.TryRead(Text(item) ?? "", out var number) ? number : null;
        string? Text(T item) => field.Values(item).FirstOrDefault();
        return ascending is not null
            ? items.OrderBy(Number).ThenBy(Text, StringComparer.Ordinal)
            : items.OrderByDescending(Number).ThenByDescending(Text, StringComparer.Ordinal);
    }
}
