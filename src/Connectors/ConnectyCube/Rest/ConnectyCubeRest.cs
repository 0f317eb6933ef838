using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>The door to the REST service: sessions of users.</summary>
public sealed class ConnectyCubeRest
{
    private readonly RestClient _rest;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly CallLimiters _limiters;

    internal ConnectyCubeRest(
        RestClient rest, IOptions<ConnectyCubeOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        (_rest, _time, _loggers) = (rest, time, loggers);
        _limiters = new CallLimiters(options.Value.Rest, time);
        Sessions = new SessionsApi(rest, options.Value);
    }

    /// <summary>Section 2.3: sessions, one call at a time.</summary>
    public ISessionsApi Sessions { get; }

    /// <summary>
    /// One account's view of the service. No call is made before the first one that needs a session. Several views of one account
    /// share their limits.
    /// </summary>
    public RestSession For(ConnectyCubeAccount account) =>
        new(_rest, Sessions, account, _limiters, _time, _loggers.CreateLogger<RestSession>());
}
