using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Which part of a list is wanted, in the older way: <c>page</c>, from 1, and <c>per_page</c>.</summary>
internal sealed record NumberedPage(int Number, int Size)
{
    private const int MaxSize = 100;
    private const int DefaultSize = 10;

    public static NumberedPage Of(RestParameters parameters) => new(
        Math.Max(parameters.Number("page", 1), 1),
        Math.Clamp(parameters.Number("per_page", DefaultSize), 1, MaxSize));

    /// <summary>The answer with the items of this page.</summary>
    public RestAnswer Answer<T>(IReadOnlyCollection<T> all, Func<T, JsonObject> toJson)
    {
        var skipped = (int)Math.Min((Number - 1L) * Size, int.MaxValue);
        return RestAnswer.Ok(new JsonObject
        {
            ["current_page"] = Number,
            ["per_page"] = Size,
            ["total_entries"] = all.Count,
            ["items"] = new JsonArray([.. all.Skip(skipped).Take(Size).Select(toJson)]),
        });
    }
}
