using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Section 7: sign-up and looking people up.</summary>
internal sealed class UserEndpoints(SandboxWorld world)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/users", RestAccess.Anybody, SignUp);
        server.Map(routes, "GET", "/users/by_login", RestAccess.Session, ByLogin);
        server.Map(routes, "GET", "/users/{id:int}", RestAccess.Session, ById);
    }

    /// <summary>A user as everybody may see them: never with the password.</summary>
    public static JsonObject ToJson(User user) => new()
    {
        ["id"] = user.Id,
        ["full_name"] = user.Profile.FullName,
        ["email"] = user.Profile.Email,
        ["login"] = user.Profile.Login,
        ["phone"] = user.Profile.Phone,
        ["website"] = user.Profile.Website,
        ["created_at"] = JsonTime.Iso(user.CreatedAt),
        ["updated_at"] = JsonTime.Iso(user.UpdatedAt),
        ["last_request_at"] = null,
        ["external_user_id"] = user.Profile.ExternalId,
        ["external_id"] = user.Profile.ExternalId,
        ["facebook_id"] = null,
        ["twitter_id"] = null,
        ["custom_data"] = user.Profile.CustomData,
        ["avatar"] = user.Profile.Avatar,
        ["user_tags"] = user.Profile.Tags,
        ["timezone"] = user.Profile.TimeZone,
        ["blob_id"] = null,
    };

    private RestAnswer SignUp(RestRequest request)
    {
        var authKey = (string?)request.Http.Request.Headers["CB-AuthKey"];
        if (request.Session is null && authKey != world.Options.AuthKey)
        {
            return authKey is null ? RestErrors.TokenMissing : RestErrors.WrongApplication;
        }

        var profile = new UserProfile
        {
            Login = Field("login"),
            Email = Field("email"),
            FullName = Field("full_name"),
            Phone = Field("phone"),
            Website = Field("website"),
            CustomData = Field("custom_data"),
            Avatar = Field("avatar"),
            Tags = Field("tag_list") ?? Field("user_tags"),
            TimeZone = Field("timezone"),
            ExternalId = Field("external_id") ?? Field("external_user_id"),
        };
        var password = Field("password");
        if (Problem(profile, password) is { } problem)
        {
            return problem;
        }

        return world.Users.TryAdd(profile, password!) is { } user
            ? new RestAnswer(201, new JsonObject { ["user"] = ToJson(user) })
            : RestErrors.Invalid(profile.Login is null ? "email" : "login", "has already been taken");

        string? Field(string name) => request.Parameters.Text("user", name) is { Length: > 0 } text ? text : null;
    }

    private static RestAnswer? Problem(UserProfile profile, string? password) => (profile, password) switch
    {
        ({ Login: null, Email: null }, _) => RestErrors.Invalid("base", "email or login is required"),
        ({ Login: { Length: < 3 } }, _) => RestErrors.Invalid("login", "is too short (minimum is 3 characters)"),
        ({ Login: { Length: > 70 } }, _) => RestErrors.Invalid("login", "is too long (maximum is 70 characters)"),
        (_, null) => RestErrors.Invalid("password", "can't be blank"),
        (_, { Length: < 8 }) => RestErrors.Invalid("password", "is too short (minimum is 8 characters)"),
        _ => null,
    };

    private RestAnswer ByLogin(RestRequest request) =>
        request.Parameters.Text("login") is { } login && world.Users.TryFindByName(login, out var user)
            && string.Equals(user.Profile.Login, login, StringComparison.OrdinalIgnoreCase)
            ? Found(user)
            : RestErrors.NotFound;

    private RestAnswer ById(RestRequest request) =>
        int.TryParse(request.Route("id"), out var id) && world.Users.TryFind(id, out var user)
            ? Found(user)
            : RestErrors.NotFound;

    private static RestAnswer Found(User user) => RestAnswer.Ok(new JsonObject { ["user"] = ToJson(user) });
}
