using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.UserSearch;

/// <summary>
/// Section 7: the lists of the first version, which the vendor advises against and has switched off by default; so has the
/// sandbox. A filter is a text: <c>filter[]=number id in 1,2</c>, and so is the order: <c>order=desc date created_at</c>.
/// </summary>
internal sealed class UserListEndpoints(SandboxWorld world)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "GET", "/users", RestAccess.User, request => List(request, Filters(request.Parameters)));
        server.Map(routes, "GET", "/users/by_full_name", RestAccess.User, request => List(request, Only(request, "full_name", "ctn")));
        server.Map(routes, "GET", "/users/by_tags", RestAccess.User, request => List(request, Only(request, "tags", "in", "user_tags")));
    }

    private RestAnswer List(RestRequest request, RestParameters? filters)
    {
        if (!world.Options.AllowUserLists)
        {
            return RestErrors.UserListForbidden;
        }

        if (filters is null)
        {
            return RestErrors.Invalid("filter", "is not 'type field operator value'");
        }

        if (FieldFilter.Problem(filters, UserFields.All) is { } problem)
        {
            return problem;
        }

        var found = FieldFilter.Apply(world.Users.All.OrderBy(user => user.Id), filters, UserFields.All);
        return NumberedPage.Of(request.Parameters).Answer(
            [.. FieldSort.Apply(found, filters, UserFields.All)],
            user => new JsonObject { ["user"] = UserEndpoints.ToJson(user) });
    }

    private static RestParameters Only(RestRequest request, string parameter, string name, string? field = null) =>
        new(new JsonObject { [field ?? parameter] = new JsonObject { [name] = request.Parameters.Text(parameter) ?? "" } });

    /// <summary>The filters in the form of all other lists; null when one is none.</summary>
    private static RestParameters? Filters(RestParameters parameters)
    {
        var tree = new JsonObject();
        string[] filters = parameters.Node("filter") switch
        {
            JsonArray array => [.. array.OfType<JsonValue>().Select(value => value.ToString())],
            JsonValue value => [value.ToString()],
            _ => [],
        };
        foreach (var filter in filters)
        {
            if (filter.Split(' ', 4) is not [_, { Length: > 0 } field, var name, var value])
            {
                return null;
            }

            var operators = tree[field] as JsonObject ?? [];
            operators[name switch { "ge" => "gte", "le" => "lte", _ => name }] = value;
            tree[field] = operators;
        }

        if (parameters.Text("order")?.Split(' ') is [var direction, _, var by])
        {
            tree[direction == "desc" ? "sort_desc" : "sort_asc"] = by;
        }

        return new RestParameters(tree);
    }
}
