using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Users;

namespace BotPlatform.ConnectyCube.Rest.Sessions;

/// <summary>
/// Section 2.3: sessions, whoever's they are. Everything throws <see cref="ConnectyCubeException"/> when the service refuses
/// (wrong credentials: 401, 404) or cannot be reached.
/// </summary>
public interface ISessionsApi
{
    /// <summary>Signs a user in by login or e-mail address (whatever holds an <c>@</c>) and password.</summary>
    Task<Session> CreateAsync(string login, string password, CancellationToken cancellationToken);

    /// <summary>A session of the application, for calls that need no user; <see cref="LogInAsync"/> makes a user's of it.</summary>
    Task<Session> CreateForApplicationAsync(CancellationToken cancellationToken);

    /// <summary>Makes a user that goes with the session, after a day at the latest.</summary>
    Task<Session> CreateForGuestAsync(string? fullName, CancellationToken cancellationToken);

    /// <summary>Signs a user in who was recognised elsewhere: <c>facebook</c> or <c>twitter</c>.</summary>
    /// <param name="provider">Where.</param>
    /// <param name="token">What the user got there.</param>
    /// <param name="secret">The secret that goes with it; null where there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Session> CreateByProviderAsync(string provider, string token, string? secret, CancellationToken cancellationToken);

    /// <summary>The session that a token names.</summary>
    Task<Session> GetAsync(string token, CancellationToken cancellationToken);

    /// <summary>Makes a session of the application one of a user.</summary>
    Task<User> LogInAsync(string token, string login, string password, CancellationToken cancellationToken);

    /// <summary>Makes it one of the application again.</summary>
    Task LogOutAsync(string token, CancellationToken cancellationToken);

    /// <summary>Ends a session; its token is worth nothing afterwards.</summary>
    Task DestroyAsync(string token, CancellationToken cancellationToken);

    /// <summary>Ends all other sessions of the same user.</summary>
    Task DestroyOthersAsync(string token, CancellationToken cancellationToken);
}

internal sealed class SessionsApi(RestClient rest, ConnectyCubeOptions options) : ISessionsApi
{
    private const string Root = "session";
    private const string LogInPath = "login";

    public Task<Session> CreateAsync(string login, string password, CancellationToken cancellationToken) =>
        CreateAsync(new JsonObject { ["user"] = Credentials(login, password) }, cancellationToken);

    public Task<Session> CreateForApplicationAsync(CancellationToken cancellationToken) => CreateAsync([], cancellationToken);

    public Task<Session> CreateForGuestAsync(string? fullName, CancellationToken cancellationToken) =>
        CreateAsync(new JsonObject { ["user"] = new JsonObject { ["guest"] = "1" }.Set("full_name", fullName) }, cancellationToken);

    public Task<Session> CreateByProviderAsync(
        string provider, string token, string? secret, CancellationToken cancellationToken) => CreateAsync(
            new JsonObject { ["provider"] = provider, ["keys"] = new JsonObject { ["token"] = token }.Set("secret", secret) },
            cancellationToken);

    public Task<Session> GetAsync(string token, CancellationToken cancellationToken) =>
        SendAsync(RestCall.Get(Root), token, cancellationToken);

    public Task<User> LogInAsync(string token, string login, string password, CancellationToken cancellationToken) => rest.SendAsync(
        RestCall.Post(LogInPath, Credentials(login, password), RestJson.Default.JsonObject), With(token), RestJson.Default.UserAnswer,
        cancellationToken).UserAsync();

    public Task LogOutAsync(string token, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Delete(LogInPath), With(token), cancellationToken);

    public Task DestroyAsync(string token, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Delete(Root), With(token), cancellationToken);

    public Task DestroyOthersAsync(string token, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Delete($"{Root}/list"), With(token), cancellationToken);

    private static RestCaller With(string token) => new() { Token = token };

    private static JsonObject Credentials(string login, string password) => new()
    {
        [login.Contains('@', StringComparison.Ordinal) ? "email" : "login"] = login,
        ["password"] = password,
    };

    private Task<Session> CreateAsync(JsonObject who, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["application_id"] = long.Parse(options.AppId), ["auth_key"] = options.AuthKey };
        foreach (var (name, value) in who)
        {
            body[name] = value?.DeepClone();
        }

        return SendAsync(RestCall.Post(Root, body, RestJson.Default.JsonObject), token: null, cancellationToken);
    }

    private async Task<Session> SendAsync(RestCall call, string? token, CancellationToken cancellationToken) =>
        (await rest.SendAsync(call, new RestCaller { Token = token }, RestJson.Default.SessionAnswer, cancellationToken)
            .ConfigureAwait(false)).Session;
}
