using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Section 2.3: sessions of the application and of users.</summary>
internal sealed class SessionEndpoints(SandboxWorld world)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/session", RestAccess.Anybody, Create);
        server.Map(routes, "GET", "/session", RestAccess.Session, request => RestAnswer.Ok(ToJson(request.Session!)));
        server.Map(routes, "DELETE", "/session", RestAccess.Session, Destroy);
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

        if (parameters.Text("provider") is not null || parameters.Text("user", "guest") is not null)
        {
            return RestErrors.Invalid("base", "The sandbox knows neither guests nor social providers.");
        }

        User? user = null;
        if (parameters.Node("user") is JsonObject)
        {
            var refusal = Find(parameters.Text("user", "login") ?? parameters.Text("user", "email"),
                parameters.Text("user", "password"), parameters.Text("user", "email") is not null, out user);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return world.Sessions.TryCreate(user) is { } session ? new RestAnswer(201, ToJson(session)) : RestErrors.TooMany;
    }

    private RestAnswer Destroy(RestRequest request)
    {
        world.Sessions.Remove(request.Session!);
        return RestAnswer.Ok();
    }

    private RestAnswer LogIn(RestRequest request)
    {
        var parameters = request.Parameters;
        var refusal = Find(parameters.Text("login") ?? parameters.Text("email"), parameters.Text("password"),
            parameters.Text("email") is not null, out var user);
        if (refusal is not null)
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

    private RestAnswer? Find(string? name, string? password, bool isEmail, out User? user)
    {
        user = null;
        if (name is null)
        {
            return RestErrors.UnknownLogin;
        }

        if (world.Users.TryFindByName(name, out user))
        {
            return user.Password.Matches(password ?? "") ? null : RestErrors.WrongPassword;
        }

        if (!world.Options.CreateUnknownUsers || string.IsNullOrEmpty(password))
        {
            return RestErrors.UnknownLogin;
        }

        user = world.Users.TryAdd(isEmail ? new UserProfile { Email = name } : new UserProfile { Login = name }, password);
        return user is null ? RestErrors.TooMany : null;
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
