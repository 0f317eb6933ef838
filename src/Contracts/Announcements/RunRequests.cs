using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Announcements;

/// <summary>An announcement is due: begin to send it. Asked again for the same time, it is the same run.</summary>
public sealed record StartAnnouncementRun : IAnnouncementRequest<RunDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which announcement.</summary>
    public required string Name { get; init; }

    /// <summary>When it was due, by its schedule.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>End what is being sent of an announcement: who has not got it gets nothing. The schedule goes on.</summary>
public sealed record StopRun : IAnnouncementRequest<RunDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which announcement.</summary>
    public required string Name { get; init; }

    /// <summary>Which run; null for the latest that is not over.</summary>
    public long? Run { get; init; }
}

/// <summary>Try those recipients of a run again who were refused or failed, and no others.</summary>
public sealed record RetryFailed : IAnnouncementRequest<RetriedRun>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which announcement.</summary>
    public required string Name { get; init; }

    /// <summary>Which run; null for the latest.</summary>
    public long? Run { get; init; }
}

/// <summary>Send an announcement to one user, now, to see how it looks.</summary>
public sealed record TestAnnouncement : IAnnouncementRequest<RunDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which announcement.</summary>
    public required string Name { get; init; }

    /// <summary>To whom.</summary>
    public required UserRef To { get; init; }
}

/// <summary>How far is a run?</summary>
public sealed record GetRun : IAnnouncementRequest<RunDetails>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Of which announcement.</summary>
    public required string Name { get; init; }

    /// <summary>Which run; null for the latest that is no test.</summary>
    public long? Run { get; init; }
}

/// <summary>Which runs has an announcement had?</summary>
public sealed record ListRuns : IAnnouncementRequest<RunList>
{
    /// <inheritdoc />
    public required string RequestId { get; init; }

    /// <inheritdoc />
    public required Requester By { get; init; }

    /// <summary>Which announcement.</summary>
    public required string Name { get; init; }

    /// <summary>At most so many, from 1 to 1000. Default 20.</summary>
    public int Limit { get; init; } = 20;
}
