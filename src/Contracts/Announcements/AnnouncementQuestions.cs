namespace BotPlatform.Contracts.Announcements;

/// <summary>Which announcements are there?</summary>
public sealed record ListAnnouncements : IAnnouncementRequest<AnnouncementList>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }
}

/// <summary>What is an announcement, and when is it due?</summary>
public sealed record GetAnnouncement : IAnnouncementRequest<AnnouncementDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which.</summary>
    public required string Name { get; init; }
}

/// <summary>Who would get an announcement, and what would they read? Nothing is sent, and nothing is kept.</summary>
public sealed record PreviewAnnouncement : IAnnouncementRequest<AnnouncementPreviewed>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which; null when <see cref="Announcement"/> says what it would be.</summary>
    public string? Name { get; init; }

    /// <summary>One that is not there yet.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>How many texts are shown, from 0 to 20. Default 3.</summary>
    public int Samples { get; init; } = 3;
}

/// <summary>Who has done what to announcements?</summary>
public sealed record ListAnnouncementAudit : IAnnouncementRequest<AnnouncementAudit>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Only of this announcement; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>At most so many, the latest, from 1 to 1000. Default 100.</summary>
    public int Limit { get; init; } = 100;
}
