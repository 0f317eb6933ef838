using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Announcements;

/// <summary>Something that an account says to many, once or on a schedule.</summary>
public sealed record Announcement
{
    /// <summary>Names it: 1 to 60 of <c>a</c>-<c>z</c>, <c>0</c>-<c>9</c> and <c>-</c>; no other one of the installation has the name.</summary>
    public required string Name { get; init; }

    /// <summary>Which account says it.</summary>
    public required AccountRef Account { get; init; }

    /// <summary>What is said.</summary>
    public required AnnouncementContent Content { get; init; }

    /// <summary>To whom.</summary>
    public required AnnouncementAudience Audience { get; init; }

    /// <summary>When; null for now, once.</summary>
    public AnnouncementSchedule? Schedule { get; init; }

    /// <summary>When it is not said; null for none.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>How long after it was due it may still be said; to whom it was not, that fails. Null for as long as it takes.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>How many recipients a second at most; null for what the account may.</summary>
    public double? Rate { get; init; }
}

/// <summary>What an announcement says.</summary>
public sealed record AnnouncementContent
{
    /// <summary>
    /// The text. <c>{{user.fullName}}</c> and the like stand for what is known of each recipient (docs/announcements.md); may be empty
    /// where there are attachments or parameters.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>Files, places and the like.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Free parameters for the reader's app.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is a system message (section 4.11), for apps and not for eyes. Only for users.</summary>
    public bool IsSystemMessage { get; init; }

    /// <summary>Whether the network keeps it in the history. Default true.</summary>
    public bool SaveToHistory { get; init; } = true;

    /// <summary>Whether readers' devices shall say that it was delivered and read (section 4.5). Default true.</summary>
    public bool IsMarkable { get; init; } = true;

    /// <summary>Whether readers who are away are spared the push notification.</summary>
    public bool IsSilent { get; init; }
}
