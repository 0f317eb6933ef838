using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.UserSearch;

/// <summary>
/// What a search for users may ask (section 7). It has to say whom it looks for, so that nobody reads the list of all users:
/// a value, several, or the start of a text. Whom it leaves out, and times, only narrow it.
/// </summary>
internal sealed class UserConditions(RestParameters parameters)
{
    private const int MinStart = 4;

    private static readonly HashSet<string> PrimaryOperators = ["in", "nin", "start_with"];
    private static readonly HashSet<string> TimeOperators = ["gt", "gte", "lt", "lte"];

    /// <summary>A search for the start of a text finds few.</summary>
    public int MaxLimit => UserFields.Primary.Any(primary => Operator(primary, "start_with") is not null) ? 5 : 100;

    /// <summary>What is wrong with the search, or null.</summary>
    public RestAnswer? Problem() =>
        UserFields.Primary.Select(PrimaryProblem).Concat(UserFields.Times.Select(TimeProblem)).OfType<RestAnswer>().FirstOrDefault()
        ?? FieldFilter.Problem(parameters, UserFields.All)
        ?? (UserFields.Primary.Any(SaysWho) ? null
            : RestErrors.Invalid("base", "At least one of the fields is required: "
                + string.Join(", ", UserFields.Primary.Select(field => field.Path[0]))));

    private RestAnswer? PrimaryProblem(FilterField<User> field) =>
        UnknownOperator(field, PrimaryOperators)
        ?? (Operator(field, "start_with") switch
        {
            null => null,
            _ when field.Kind != FilterKind.Text => RestErrors.Invalid(field.Path[0], "has no start"),
            JsonValue value when value.ToString().Length >= MinStart => null,
            _ => RestErrors.Invalid(field.Path[0], $"is too short (minimum is {MinStart} characters)"),
        });

    private RestAnswer? TimeProblem(FilterField<User> field) => parameters.Node(field.Path) switch
    {
        null => null,
        JsonObject => UnknownOperator(field, TimeOperators),
        _ => RestErrors.Invalid(field.Path[0], "needs an operator: " + string.Join(", ", TimeOperators)),
    };

    private RestAnswer? UnknownOperator(FilterField<User> field, HashSet<string> known) =>
        (parameters.Node(field.Path) as JsonObject)?.Select(pair => pair.Key).FirstOrDefault(name => !known.Contains(name)) is { } other
            ? RestErrors.Invalid(field.Path[0], $"has no operator '{other}'")
            : null;

    private bool SaysWho(FilterField<User> field) => parameters.Node(field.Path) switch
    {
        JsonObject => RestParameters.Values(Operator(field, "in") ?? Operator(field, "start_with")).Any(),
        { } node => RestParameters.Values(node).Any(),
        null => false,
    };

    private JsonNode? Operator(FilterField<User> field, string name) => parameters.Node([.. field.Path, name]);
}
