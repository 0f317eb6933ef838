using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>The door to the REST service: sessions of users.</summary>
public sealed class ConnectyCubeRest
{
    private readonly RestClient _rest;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    internal ConnectyCubeRest(
        RestClient rest, IOptions<ConnectyCubeOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        (_rest, _time, _loggers) = (rest, time, loggers);
        Sessions = new SessionsApi(rest, options.Value);
    }

    /// <summary>Section 2.3: sessions, one call at a time.</summary>
    public ISessionsApi Sessions { get; }

    /// <summary>One account's view of the service. No call is made before the first one that needs a session.</summary>
    public RestSession For(ConnectyCubeAccount account) =>
        new(_rest, Sessions, account, _time, _loggers.CreateLogger<RestSession>());
}
