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

    public string? Tags { get; init; }

    public string? TimeZone { get; init; }

    public string? ExternalId { get; init; }
}
