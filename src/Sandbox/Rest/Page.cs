namespace BotPlatform.Sandbox.Rest;

/// <summary>Which part of a list is wanted.</summary>
internal sealed record Page(int Skip, int Limit)
{
    public const int DefaultLimit = 100;

    /// <summary>Reads <c>skip</c> and <c>limit</c>; too large a limit is cut to the largest.</summary>
    public static Page Of(RestParameters parameters, int maxLimit) => new(
        Math.Max(parameters.Number("skip", 0), 0),
        Math.Clamp(parameters.Number("limit", DefaultLimit), 0, maxLimit));

    /// <summary>What is wrong with <c>skip</c> or <c>limit</c>, or null.</summary>
    public static RestAnswer? Problem(RestParameters parameters)
    {
        foreach (var name in (ReadOnlySpan<string>)["skip", "limit"])
        {
            if (parameters.Node(name) is not null && parameters.Number(name, -1) < 0)
            {
                return RestErrors.Invalid(name, "is not a number from 0 to 2147483647");
            }
        }

        return null;
    }

    public IEnumerable<T> Cut<T>(IEnumerable<T> items) => items.Skip(Skip).Take(Limit);
}
