namespace BotPlatform.Contracts.Announcements;

/// <summary>Who would get an announcement, and what they would read. Nothing was sent.</summary>
public sealed record AnnouncementPreviewed
{
    /// <summary>How many would get it: so many when <see cref="IsExact"/>, otherwise at least so many.</summary>
    public required long Recipients { get; init; }

    /// <summary>Whether <see cref="Recipients"/> is exact: counting all of a large audience would take too long.</summary>
    public required bool IsExact { get; init; }

    /// <summary>No more than so many would get it; null when nobody knows.</summary>
    public long? AtMost { get; init; }

    /// <summary>The first of them, and what they would read.</summary>
    public required IReadOnlyList<PreviewedText> Samples { get; init; }

    /// <summary>Why it cannot be sent so, in sentences; none when it can.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What whoever sends it should know, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When it would be due: at most ten times; none for one without a schedule.</summary>
    public IReadOnlyList<DueTime> Next { get; init; } = [];
}

/// <summary>What one recipient would read.</summary>
/// <param name="Dialog">Where.</param>
/// <param name="User">Who; null for a group.</param>
/// <param name="Text">The text; empty when there is a <paramref name="Problem"/>.</param>
/// <param name="Problem">Why this recipient would get nothing; null when there is a text.</param>
public sealed record PreviewedText(string Dialog, string? User, string Text, string? Problem = null)
{
    /// <summary>The free parameters.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
