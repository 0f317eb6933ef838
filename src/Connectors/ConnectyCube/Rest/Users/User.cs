using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Users;

/// <summary>Section 7: a user as others see it.</summary>
public sealed record User
{
    /// <summary>The user's number.</summary>
    public required long Id { get; init; }

    /// <summary>The name that people see; null when the user has none.</summary>
    public string? FullName { get; init; }

    /// <summary>The login name; null when the user signs in otherwise, or hides it.</summary>
    public string? Login { get; init; }

    /// <summary>The e-mail address; null when the user has none, or hides it.</summary>
    public string? Email { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>An address on the web.</summary>
    public string? Website { get; init; }

    /// <summary>The address of a picture, or its id in the file storage; null when there is none.</summary>
    public string? Avatar { get; init; }

    /// <summary>Free text of the application, often JSON.</summary>
    public string? CustomData { get; init; }

    /// <summary>The id in the application's own database.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Words to find the user by.</summary>
    [JsonPropertyName("user_tags")]
    [AllowNull]
    public IReadOnlyList<string> Tags
    {
        get;
        init => field = [.. (value ?? []).SelectMany(tags => tags.Split(',', StringSplitOptions.TrimEntries))];
    } = [];

    /// <summary>Where the user lives, as the application writes it.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>Whether the user goes with the session.</summary>
    public bool IsGuest { get; init; }

    /// <summary>When the user signed up.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the profile changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the user made the last call; null when never, or not told.</summary>
    public DateTimeOffset? LastRequestAt { get; init; }
}

/// <summary>Section 7: what a user says about itself; what is null is left out, and stays as it is in an update.</summary>
public sealed record UserProfile
{
    /// <summary>3 to 70 characters that nobody else has.</summary>
    public string? Login { get; init; }

    /// <summary>An e-mail address that nobody else has.</summary>
    public string? Email { get; init; }

    /// <summary>The name that people see.</summary>
    public string? FullName { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>An address on the web.</summary>
    public string? Website { get; init; }

    /// <summary>The address of a picture, or its id in the file storage.</summary>
    public string? Avatar { get; init; }

    /// <summary>Free text of the application, often JSON.</summary>
    public string? CustomData { get; init; }

    /// <summary>The id in the application's own database.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Words to find the user by, with commas between them.</summary>
    [JsonPropertyName("tag_list")]
    public string? Tags { get; init; }

    /// <summary>Where the user lives, as the application writes it.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }
}

internal sealed record UserAnswer
{
    public required User User { get; init; }
}

/// <summary>JavaScript's form: <c>users</c> or <c>count</c>.</summary>
internal sealed record OnlineAnswer
{
    public IReadOnlyList<User>? Users { get; init; }

    public long? Count { get; init; }
}
