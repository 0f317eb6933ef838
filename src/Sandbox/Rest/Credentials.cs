using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// Who signs in, by what they say: a login or an e-mail address with the password, or the token of the application's own identity
/// provider in place of the login (section 2.3).
/// </summary>
internal sealed class Credentials(SandboxWorld world)
{
    /// <param name="parameters">The parameters of the request.</param>
    /// <param name="path">Where in them the credentials stand.</param>
    /// <param name="user">Who it is, unless there is a refusal.</param>
    /// <returns>Why they may not sign in, or null.</returns>
    public RestAnswer? Check(RestParameters parameters, string[] path, out User? user)
    {
        var email = Field("email");
        var password = Field("password");
        user = null;
        if ((Field("login") ?? email) is not { Length: > 0 } name)
        {
            return RestErrors.UnknownLogin;
        }

        if (world.Options.IdentityTokens.TryGetValue(name, out var login))
        {
            user = OfIdentity(login);
            return user is null ? RestErrors.TooMany : null;
        }

        if (world.Users.TryFindByName(name, out user))
        {
            return user.Password.Matches(password ?? "") ? null : RestErrors.WrongPassword;
        }

        if (!world.Options.CreateUnknownUsers || string.IsNullOrEmpty(password))
        {
            return RestErrors.UnknownLogin;
        }

        user = world.Users.TryAdd(name == email ? new UserProfile { Email = name } : new UserProfile { Login = name }, password);
        return user is null ? RestErrors.TooMany : null;

        string? Field(string field) => parameters.Text([.. path, field]);
    }

    /// <summary>The provider knows the user; the sandbox makes one at the first time, without a password.</summary>
    private User? OfIdentity(string login) =>
        world.Users.TryFindByName(login, out var user) ? user
            : world.Users.TryAdd(new UserProfile { Login = login }, Guests.Unguessable())
            ?? (world.Users.TryFindByName(login, out user) ? user : null);
}
