using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.UserSearch;

/// <summary><c>GET /users/v2</c>: users by what they are called or tagged (section 7).</summary>
internal sealed class UserSearchEndpoint(Users users)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "GET", "/users/v2", RestAccess.User, Search);

    private RestAnswer Search(RestRequest request)
    {
        var parameters = request.Parameters;
        var conditions = new UserConditions(parameters);
        if (conditions.Problem() is { } problem)
        {
            return problem;
        }

        var found = FieldFilter.Apply(users.All.OrderBy(user => user.Id), parameters, UserFields.All).ToArray();
        var page = new Page(
            Math.Max(parameters.Number("offset", 0), 0),
            Math.Clamp(parameters.Number("limit", Page.DefaultLimit), 0, conditions.MaxLimit));
        var items = page.Cut(FieldSort.Apply(found, parameters, UserFields.All));
        return RestAnswer.Ok(new JsonObject
        {
            ["limit"] = page.Limit,
            ["skip"] = page.Skip,
            ["total_entries"] = found.Length,
            ["items"] = new JsonArray([.. items.Select(UserEndpoints.ToJson)]),
        });
    }
}
