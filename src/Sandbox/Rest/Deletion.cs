using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Rest;

/// <summary>The answer to deleting several things at once, which names each by what became of it (sections 5.3, 6.5).</summary>
internal static class Deletion
{
    /// <summary>Deletes one after the other. Of a single one, what is wrong with it is the answer.</summary>
    /// <param name="list">Ids, with commas between them.</param>
    /// <param name="delete">Deletes one, or returns why not.</param>
    public static RestAnswer Of(string list, Func<string, RestAnswer?> delete)
    {
        string[] ids = [.. RestParameters.Values(JsonValue.Create(list)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var outcomes = ids.Select(id => (Id: id, Problem: delete(id))).ToArray();
        return outcomes switch
        {
            [] => RestErrors.NotFound,
            [{ Problem: { } problem }] => problem,
            _ => RestAnswer.Ok(new JsonObject
            {
                ["SuccessfullyDeleted"] = Ids(problem => problem is null),
                ["NotFound"] = Ids(problem => problem == RestErrors.NotFound),
                ["WrongPermissions"] = Ids(problem => problem is not null && problem != RestErrors.NotFound),
            }),
        };

        JsonObject Ids(Predicate<RestAnswer?> fits)
        {
            var fitting = outcomes.Where(outcome => fits(outcome.Problem));
            return new JsonObject { ["ids"] = new JsonArray([.. fitting.Select(outcome => JsonValue.Create(outcome.Id))]) };
        }
    }
}
