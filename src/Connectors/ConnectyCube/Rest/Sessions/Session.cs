namespace BotPlatform.ConnectyCube.Rest.Sessions;

/// <summary>Section 2.3: who we are for two hours, prolonged by every call.</summary>
public sealed record Session
{
    /// <summary>Names the session. A secret: it serves as a chat password too.</summary>
    public required string Token { get; init; }

    /// <summary>Whose session it is; null or 0 for a session of the application itself.</summary>
    public long? UserId { get; init; }

    /// <summary>The application's number.</summary>
    public long? ApplicationId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"session of user {UserId}";
}

internal sealed record SessionAnswer
{
    public required Session Session { get; init; }
}
