using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Section 2.3: sessions of the application, of users and of guests.</summary>
internal sealed class SessionEndpoints(SandboxWorld world, Guests guests)
{
    private readonly Credentials _credentials = new(world);

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/session", RestAccess.Anybody, Create);
        server.Map(routes, "GET", "/session", RestAccess.Session, request => RestAnswer.Ok(ToJson(request.Session!)));
        server.Map(routes, "DELETE", "/session", RestAccess.Session, Destroy);
        server.Map(routes, "DELETE", "/session/{id:int}", RestAccess.Session, DestroyById);
        server.Map(routes, "DELETE", "/session/list", RestAccess.User, DestroyOthers);
        server.Map(routes, "POST", "/login", RestAccess.Session, LogIn);
        server.Map(routes, "DELETE", "/login", RestAccess.Session, LogOut);
    }

    private RestAnswer Create(RestRequest request)
    {
        // Timestamp, nonce and signature of older clients are not looked at.
        var parameters = request.Parameters;
        if (parameters.Text("application_id") != world.Options.AppId || parameters.Text("auth_key") != world.Options.AuthKey)
        {
            return RestErrors.WrongApplication;
        }

        if (parameters.Node("provider") is not null)
        {
            return RestErrors.SocialLogin;
        }

        if (parameters.Node("user") is not (null or JsonObject))
        {
            return RestErrors.Invalid("user", "is not an object");
        }

        User? user = null;
        var isGuest = RestParameters.IsSet(parameters.Text("user", "guest"));
        if (!isGuest && parameters.Node("user") is not null && _credentials.Check(parameters, ["user"], out user) is { } refusal)
        {
            return refusal;
        }

        if ((isGuest ? guests.TryCreate(parameters.Text("user", "full_name")) : world.Sessions.TryCreate(user)) is not { } session)
        {
            return RestErrors.TooMany;
        }

        RestServer.SayExpiry(request.Http, session);
        return new RestAnswer(201, ToJson(session));
    }

    /// <summary>A guest goes with the session.</summary>
    private RestAnswer Destroy(RestRequest request)
    {
        world.Sessions.Remove(request.Session!);
        if (request.Session!.User is { IsGuest: true } guest)
        {
            guests.End(guest);
        }

        return RestAnswer.Ok();
    }

    /// <summary>Sessions have the id of their user, so that it names the current one.</summary>
    private RestAnswer DestroyById(RestRequest request) =>
        int.TryParse(request.Route("id"), out var id) && id == (request.Session!.User?.Id ?? 0) ? Destroy(request) : RestErrors.NotFound;

    private RestAnswer DestroyOthers(RestRequest request)
    {
        world.Sessions.RemoveOf(request.User.Id, butNot: request.Session);
        return RestAnswer.Ok();
    }

    private RestAnswer LogIn(RestRequest request)
    {
        if (request.Parameters.Node("provider") is not null)
        {
            return RestErrors.SocialLogin;
        }

        if (_credentials.Check(request.Parameters, [], out var user) is { } refusal)
        {
            return refusal;
        }

        world.Sessions.SetUser(request.Session!, user);
        return new RestAnswer(202, new JsonObject { ["user"] = UserEndpoints.ToJson(user!) });
    }

    private RestAnswer LogOut(RestRequest request)
    {
        world.Sessions.SetUser(request.Session!, null);
        return RestAnswer.Ok();
    }

    private JsonObject ToJson(ApiSession session)
    {
        var user = session.User;
        var json = new JsonObject
        {
            ["id"] = user?.Id ?? 0,
            ["user_id"] = user?.Id,
            ["application_id"] = JsonNumber.OrText(world.Options.AppId),
            ["token"] = session.Token,
            ["ts"] = session.CreatedAt.ToUnixTimeSeconds(),
            ["created_at"] = JsonTime.Iso(session.CreatedAt),
            ["updated_at"] = JsonTime.Iso(session.CreatedAt),
        };
        if (user is not null)
        {
            json["user"] = UserEndpoints.ToJson(user);
        }

        return new JsonObject { ["session"] = json };
    }
}
