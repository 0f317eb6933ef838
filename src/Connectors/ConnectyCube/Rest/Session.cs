namespace BotPlatform.ConnectyCube.Rest;

/// <summary>Section 2.3: who we are for two hours, prolonged by every call.</summary>
public sealed record Session
{
    /// <summary>Names the session. A secret: it serves as a chat password too.</summary>
    public required string Token { get; init; }

    /// <summary>Whose session it is; null or 0 for a session of the application itself.</summary>
    public long? UserId { get; init; }

    /// <summary>The application's number.</summary>
    public long? ApplicationId { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"session of user {UserId}";
}

internal sealed record SessionAnswer
{
    public required Session Session { get; init; }
}

/// <summary>Section 2.3: the body of <c>POST /session</c>.</summary>
internal sealed record SessionRequest
{
    public required long ApplicationId { get; init; }

    public required string AuthKey { get; init; }

    public SessionUser? User { get; init; }

    public override string ToString() => nameof(SessionRequest);
}

internal sealed record SessionUser
{
    public string? Login { get; init; }

    public string? Email { get; init; }

    public string? Password { get; init; }

    public override string ToString() => nameof(SessionUser);
}
