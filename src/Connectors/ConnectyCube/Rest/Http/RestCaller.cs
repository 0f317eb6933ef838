namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>Who makes a call: at most one of a session's token and the application's key, and the limiter of the account.</summary>
internal readonly record struct RestCaller
{
    /// <summary>The session's token. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>Section 2.1: the application's key, for calls that need no session. A secret.</summary>
    public string? AuthKey { get; init; }

    /// <summary>What all calls of the account share; null for none.</summary>
    public CallLimiter? Limiter { get; init; }

    /// <summary>Waits for the turn of a call; it is over when the result is disposed. Null where there is no limit.</summary>
    public async ValueTask<IDisposable?> EnterAsync(RestCall call, CancellationToken cancellationToken) =>
        Limiter is null ? null : await Limiter.EnterAsync(call, cancellationToken).ConfigureAwait(false);

    /// <summary>Without the secrets.</summary>
    public override string ToString() => nameof(RestCaller);
}
