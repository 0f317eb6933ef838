namespace BotPlatform.Contracts.Announcements;

/// <summary>Make an announcement. One that has no schedule begins at once, unless it is paused.</summary>
public sealed record CreateAnnouncement : IAnnouncementRequest<AnnouncementDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>What it is.</summary>
    public required Announcement Announcement { get; init; }

    /// <summary>Whether it begins paused: it can be looked at and tried out before somebody resumes it.</summary>
    public bool IsPaused { get; init; }
}

/// <summary>Make another thing of an announcement. Runs that have begun go on as they were; a cancelled one stays as it is.</summary>
public sealed record ChangeAnnouncement : IAnnouncementRequest<AnnouncementDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>What it is from now on; the name says which.</summary>
    public required Announcement Announcement { get; init; }
}

/// <summary>Send nothing of an announcement for a while. What is due meanwhile waits.</summary>
public sealed record PauseAnnouncement : IAnnouncementRequest<AnnouncementDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which.</summary>
    public required string Name { get; init; }
}

/// <summary>Go on with a paused announcement.</summary>
public sealed record ResumeAnnouncement : IAnnouncementRequest<AnnouncementDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which.</summary>
    public required string Name { get; init; }
}

/// <summary>Stop what is being sent of an announcement, and never send it again.</summary>
public sealed record CancelAnnouncement : IAnnouncementRequest<AnnouncementDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which.</summary>
    public required string Name { get; init; }
}
