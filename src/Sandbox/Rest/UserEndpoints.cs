using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Section 7: signing up, and changing or deleting oneself.</summary>
internal sealed class UserEndpoints(SandboxWorld world, UserRemoval removal)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/users", RestAccess.Anybody, SignUp);
        server.Map(routes, "PUT", "/users/{id:int}", RestAccess.User, request => Refusal(request) ?? Change(request));
        server.Map(routes, "DELETE", "/users/{id:int}", RestAccess.User, request => Refusal(request) ?? Delete(request));
        server.Map(routes, "GET", "/users/password/reset", RestAccess.Session, ResetPassword);
        server.Map(routes, "POST", "/users/password/reset", RestAccess.Session, ResetPassword);
    }

    /// <summary>A user as everybody may see them: never with the password.</summary>
    public static JsonObject ToJson(User user)
    {
        var profile = user.Profile;
        var json = new JsonObject
        {
            ["id"] = user.Id,
            ["full_name"] = profile.FullName,
            ["email"] = profile.Email,
            ["login"] = profile.Login,
            ["phone"] = profile.Phone,
            ["website"] = profile.Website,
            ["created_at"] = JsonTime.Iso(user.CreatedAt),
            ["updated_at"] = JsonTime.Iso(user.UpdatedAt),
            ["last_request_at"] = user.LastRequest.At is { } at ? JsonTime.Iso(at) : null,
            ["external_user_id"] = NumberOrText(profile.ExternalId),
            ["external_id"] = profile.ExternalId,
            ["facebook_id"] = profile.FacebookId,
            ["twitter_id"] = profile.TwitterId,
            ["custom_data"] = profile.CustomData,
            ["avatar"] = profile.Avatar,
            ["user_tags"] = profile.Tags,
            ["timezone"] = NumberOrText(profile.TimeZone),
            ["blob_id"] = NumberOrText(profile.BlobId),
        };
        if (user.IsGuest)
        {
            json["is_guest"] = true;
        }

        return json;
    }

    private RestAnswer SignUp(RestRequest request)
    {
        var authKey = (string?)request.Http.Request.Headers["CB-AuthKey"];
        if (request.Session is null && authKey != world.Options.AuthKey)
        {
            return authKey is null ? RestErrors.TokenMissing : RestErrors.WrongApplication;
        }

        var form = new UserForm(request.Parameters);
        var profile = form.Apply(new UserProfile());
        if ((form.Problem() ?? UserForm.Problem(profile)) is { } problem)
        {
            return problem;
        }

        if (form.Password is not { } password)
        {
            return RestErrors.Invalid("password", "can't be blank");
        }

        if (world.Users.IsFull)
        {
            return RestErrors.TooMany;
        }

        return world.Users.TryAdd(profile, password) is { } user ? Answer(201, user) : Taken(profile, userId: 0);
    }

    private RestAnswer Change(RestRequest request)
    {
        var form = new UserForm(request.Parameters);
        var profile = form.Apply(request.User.Profile);
        if ((form.Problem() ?? UserForm.Problem(profile)) is { } problem)
        {
            return problem;
        }

        if (form.Password is not null && !request.User.Password.Matches(form.OldPassword ?? ""))
        {
            return RestErrors.Invalid("old_password", form.OldPassword is null ? "can't be blank" : "is incorrect");
        }

        if (world.Users.TryChange(request.User.Id, profile, form.Password) is not { } user)
        {
            return Taken(profile, request.User.Id);
        }

        world.Sessions.Refresh(user);
        return Answer(200, user);
    }

    private RestAnswer Delete(RestRequest request)
    {
        removal.Remove(request.User);
        return RestAnswer.Ok();
    }

    /// <summary>Nobody gets a letter; but whoever mistypes an address hears of it.</summary>
    private RestAnswer ResetPassword(RestRequest request) => request.Parameters.Text("email") switch
    {
        null or "" => RestErrors.Invalid("email", "can't be blank"),
        { } email when world.Users.TryFindByName(email, out var user) && user.HasEmail(email) => RestAnswer.Ok(),
        _ => RestErrors.UnknownLogin,
    };

    /// <summary>Everybody may change themselves alone.</summary>
    private RestAnswer? Refusal(RestRequest request) =>
        !int.TryParse(request.Route("id"), out var id) || !world.Users.TryFind(id, out _) ? RestErrors.NotFound
            : id != request.User.Id ? RestErrors.NotPermitted
            : null;

    private RestAnswer Taken(UserProfile profile, int userId) => RestErrors.Invalid(
        profile.Login is { } login && world.Users.TryFindByName(login, out var owner) && owner.Id != userId ? "login" : "email",
        "has already been taken");

    private static RestAnswer Answer(int status, User user) => new(status, new JsonObject { ["user"] = ToJson(user) });

    private static JsonNode? NumberOrText(string? text) => text is null ? null : JsonNumber.OrText(text);
}
