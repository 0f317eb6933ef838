namespace BotPlatform.BotHost.Storage.Activity;

/// <summary>A user whose last activity an account watches, as the network has told it.</summary>
internal sealed record WatchedUser
{
    /// <summary>Who.</summary>
    public required string Id { get; init; }

    /// <summary>The 1-1 dialog with the user, where it was seen; null where it was not.</summary>
    public string? Dialog { get; init; }

    /// <summary>Whether the user was there at <see cref="SeenAt"/>.</summary>
    public bool IsOnline { get; init; }

    /// <summary>When the user was last there; null before the network has said so.</summary>
    public DateTimeOffset? LastActiveAt { get; init; }

    /// <summary>When the network said so; null before.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When it is asked next.</summary>
    public required DateTimeOffset NextLook { get; init; }

    /// <summary>How often in a row it would not say.</summary>
    public int Failures { get; init; }

    /// <summary>The watches that were told of the absence since <see cref="LastActiveAt"/>.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>Why the user is watched; is read, and not written with the rest.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
