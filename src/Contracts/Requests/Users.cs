using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>What users are found by (section 7).</summary>
public enum UserKey
{
    /// <summary>The network's own id.</summary>
    Id,

    /// <summary>The login name.</summary>
    Login,

    /// <summary>The e-mail address.</summary>
    Email,

    /// <summary>The name that people see.</summary>
    FullName,

    /// <summary>The telephone number.</summary>
    Phone,

    /// <summary>The id in the application's own database.</summary>
    ExternalId,

    /// <summary>A word that the application gave the user.</summary>
    Tag,
}

/// <summary>Who are the users with these keys (section 7)? In the order in which they signed up.</summary>
public sealed record FindUsers : IAccountRequest<FoundUsers>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>What they are found by.</summary>
    public required UserKey Key { get; init; }

    /// <summary>What the key is, one of these; at least one, and none with a comma.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>
    /// Whether the key only begins with the value: one value of at least four characters, and the first five users are told.
    /// </summary>
    public bool IsPrefix { get; init; }

    /// <summary>How many users to leave out at the front: what <see cref="FoundUsers.Next"/> said.</summary>
    public int Offset { get; init; }
}

/// <summary>A part of the users who were found.</summary>
public sealed record FoundUsers
{
    /// <summary>At most a hundred.</summary>
    public required IReadOnlyList<UserProfile> Users { get; init; }

    /// <summary>The <see cref="FindUsers.Offset"/> of the next part; null when there is none.</summary>
    public int? Next { get; init; }

    /// <summary>How many users there are in all parts together; null where the network does not say so.</summary>
    public long? Total { get; init; }
}

/// <summary>What a user says about itself, as far as others may know it.</summary>
public sealed record UserProfile
{
    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>The name that people see.</summary>
    public string? FullName { get; init; }

    /// <summary>The login name.</summary>
    public string? Login { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>An address on the web.</summary>
    public string? Website { get; init; }

    /// <summary>The address of a picture, or the <see cref="Attachment.Uid"/> of a stored one.</summary>
    public string? Avatar { get; init; }

    /// <summary>Free text of the application, often JSON.</summary>
    public string? CustomData { get; init; }

    /// <summary>The id in the application's own database.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Words that the application gave the user.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the user lives, as the application writes it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether the user goes away with the session.</summary>
    public bool IsGuest { get; init; }

    /// <summary>When the user signed up.</summary>
    public DateTimeOffset? SignedUpAt { get; init; }

    /// <summary>When the user last asked the network for anything; null when never, or not told.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }
}
