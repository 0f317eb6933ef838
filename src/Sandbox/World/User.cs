namespace BotPlatform.Sandbox.World;

/// <summary>Somebody who can sign in (section 7).</summary>
internal sealed record User
{
    public required int Id { get; init; }

    /// <summary>The address without a resource, ready to be written.</summary>
    public required string BareJid { get; init; }

    public required UserProfile Profile { get; init; }

    /// <summary>For every secret of this user.</summary>
    public required byte[] Salt { get; init; }

    public required Secret Password { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether it is a guest, who goes with the session (section 2.3).</summary>
    public bool IsGuest { get; init; }

    /// <summary>Shared by all versions of the record.</summary>
    public LastRequest LastRequest { get; init; } = new();

    public bool HasLogin(string login) => string.Equals(Profile.Login, login, StringComparison.OrdinalIgnoreCase);

    public bool HasEmail(string email) => string.Equals(Profile.Email, email, StringComparison.OrdinalIgnoreCase);
}

/// <summary>When a user last made a REST call.</summary>
internal sealed class LastRequest
{
    private long _ticks;

    /// <summary>Null before the first one.</summary>
    public DateTimeOffset? At => Volatile.Read(ref _ticks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public void Set(DateTimeOffset at) => Volatile.Write(ref _ticks, at.UtcTicks);
}

/// <summary>What a user says about themselves at sign-up.</summary>
internal sealed record UserProfile
{
    public string? Login { get; init; }

    public string? Email { get; init; }

    public string? FullName { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    public string? CustomData { get; init; }

    public string? Avatar { get; init; }

    /// <summary>A list with commas.</summary>
    public string? Tags { get; init; }

    /// <summary>The tags one by one.</summary>
    public string[] TagList => Tags?.Split(',') ?? [];

    /// <summary>Minutes from UTC.</summary>
    public string? TimeZone { get; init; }

    public string? ExternalId { get; init; }

    public string? FacebookId { get; init; }

    public string? TwitterId { get; init; }

    public string? BlobId { get; init; }
}
