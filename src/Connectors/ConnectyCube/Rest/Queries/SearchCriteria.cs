using System.Text.Json.Nodes;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>Section 9: conditions by which something is changed or deleted.</summary>
internal static class SearchCriteria
{
    private static readonly HashSet<string> OfLists = ["in", "nin", "all"];

    /// <summary>The conditions of a query.</summary>
    /// <exception cref="ArgumentException">There is none: nobody changes everything by mistake.</exception>
    public static IReadOnlyList<(string Name, string? Value)> Of<TItem>(Query<TItem> query) => query.Parameters is { Count: > 0 } some
        ? some
        : throw new ArgumentException("The query names everything; say what it shall be.", nameof(query));

    /// <summary>The same in JSON: <c>level[gt]=1</c> is <c>{"level":{"gt":"1"}}</c>.</summary>
    /// <exception cref="ArgumentException">There is none, or a field has to equal something and to meet another condition.</exception>
    public static JsonObject JsonOf<TItem>(Query<TItem> query)
    {
        var criteria = new JsonObject();
        foreach (var (name, value) in Of(query))
        {
            var parts = name.TrimEnd(']').Split('[', 2);
            var field = parts[0];
            if (criteria.ContainsKey(field) && (parts.Length == 1 || criteria[field] is not JsonObject))
            {
                throw new ArgumentException($"'{field}' has to equal something, which leaves no room for another condition.", nameof(query));
            }

            if (parts.Length == 1)
            {
                criteria[field] = value;
                continue;
            }

            criteria[field] ??= new JsonObject();
            criteria[field]![parts[1]] = OfLists.Contains(parts[1])
                ? new JsonArray([.. value!.Split(',').Select(one => JsonValue.Create(one))])
                : value;
        }

        return criteria;
    }
}
