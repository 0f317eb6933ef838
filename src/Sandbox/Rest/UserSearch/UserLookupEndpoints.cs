using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.UserSearch;

/// <summary>Section 7: one user, by what only that user has, and who is online.</summary>
internal sealed class UserLookupEndpoints(Users users, Mailboxes mailboxes)
{
    private const int MaxLimit = 100;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        One("/users/{id:int}", request => int.TryParse(request.Route("id"), out var id) && users.TryFind(id, out var user) ? user : null);
        One("/users/by_login", request => ByName(request, "login", (user, login) => user.HasLogin(login)));
        One("/users/by_email", request => ByName(request, "email", (user, email) => user.HasEmail(email)));
        One("/users/by_facebook_id", request => By(request.Parameters.Text("facebook_id"), user => user.Profile.FacebookId));
        One("/users/by_twitter_id", request => By(request.Parameters.Text("twitter_id"), user => user.Profile.TwitterId));
        One("/users/external/{id}", request => By(request.Route("id"), user => user.Profile.ExternalId));
        server.Map(routes, "GET", "/users/online", RestAccess.User, Online);

        void One(string pattern, Func<RestRequest, User?> find) => server.Map(routes, "GET", pattern, RestAccess.Session, request =>
            find(request) is { } user
                ? RestAnswer.Ok(new JsonObject { ["user"] = UserEndpoints.ToJson(user) })
                : RestErrors.NotFound);
    }

    private User? ByName(RestRequest request, string field, Func<User, string, bool> has) =>
        request.Parameters.Text(field) is { } name && users.TryFindByName(name, out var user) && has(user, name) ? user : null;

    private User? By(string? wanted, Func<User, string?> value) =>
        string.IsNullOrEmpty(wanted) ? null : users.All.FirstOrDefault(user => value(user) == wanted);

    /// <summary>Who is in the chat right now, or with <c>count=true</c> how many.</summary>
    private RestAnswer Online(RestRequest request)
    {
        var online = users.All.Where(user => mailboxes.Find(user.Id)?.Available.Count > 0).OrderBy(user => user.Id).ToArray();
        if (request.Parameters.Flag("count"))
        {
            return RestAnswer.Ok(new JsonObject { ["count"] = online.Length });
        }

        var page = Page.Of(request.Parameters, MaxLimit) with { Skip = Math.Max(request.Parameters.Number("offset", 0), 0) };
        return RestAnswer.Ok(new JsonObject { ["users"] = new JsonArray([.. page.Cut(online).Select(UserEndpoints.ToJson)]) });
    }
}
