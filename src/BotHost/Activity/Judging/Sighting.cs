namespace BotPlatform.BotHost.Activity.Judging;

/// <summary>What the network has said of a user, or that it would not say.</summary>
/// <param name="User">Who.</param>
/// <param name="At">When it said so.</param>
internal sealed record Sighting(string User, DateTimeOffset At)
{
    /// <summary>When the user was last there; null when the network would not say, as of who never logged in or blocks the account.</summary>
    public DateTimeOffset? LastActiveAt { get; init; }

    /// <summary>Whether the user is there.</summary>
    public bool IsOnline { get; init; }

    /// <summary>The 1-1 dialog with the user; null where the network did not name it.</summary>
    public string? Dialog { get; init; }

    /// <summary>Whether the network said it by itself: then bots have heard that already.</summary>
    public bool IsPushed { get; init; }
}
