namespace BotPlatform.ConnectyCube.Rest;

/// <summary>Section 2.3: sessions.</summary>
public interface ISessionsApi
{
    /// <summary>Signs a user in by login or e-mail address (whatever holds an <c>@</c>) and password.</summary>
    /// <exception cref="ConnectyCubeException">Wrong credentials (401, 404), or the service cannot be reached.</exception>
    Task<Session> CreateAsync(string login, string password, CancellationToken cancellationToken);

    /// <summary>The session that a token names.</summary>
    /// <exception cref="ConnectyCubeException">There is none, or the service cannot be reached.</exception>
    Task<Session> GetAsync(string token, CancellationToken cancellationToken);

    /// <summary>Ends a session; its token is worth nothing afterwards.</summary>
    /// <exception cref="ConnectyCubeException">There is none, or the service cannot be reached.</exception>
    Task DestroyAsync(string token, CancellationToken cancellationToken);
}

internal sealed class SessionsApi(RestClient rest, ConnectyCubeOptions options) : ISessionsApi
{
    public async Task<Session> CreateAsync(string login, string password, CancellationToken cancellationToken)
    {
        var isEmail = login.Contains('@', StringComparison.Ordinal);
        var request = new SessionRequest
        {
            ApplicationId = long.Parse(options.AppId),
            AuthKey = options.AuthKey,
            User = new SessionUser { Login = isEmail ? null : login, Email = isEmail ? login : null, Password = password },
        };
        var call = RestCall.Post("session", request, RestJson.Default.SessionRequest);
        return await SendAsync(call, token: null, cancellationToken).ConfigureAwait(false);
    }

    public Task<Session> GetAsync(string token, CancellationToken cancellationToken) =>
        SendAsync(new RestCall(HttpMethod.Get, "session"), token, cancellationToken);

    public Task DestroyAsync(string token, CancellationToken cancellationToken) =>
        rest.SendAsync(new RestCall(HttpMethod.Delete, "session"), token, cancellationToken);

    private async Task<Session> SendAsync(RestCall call, string? token, CancellationToken cancellationToken)
    {
        var answer = await rest.SendAsync(call, token, RestJson.Default.SessionAnswer, cancellationToken).ConfigureAwait(false);
        return answer.Session;
    }
}
