using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>An announcement that shall be made.</summary>
internal sealed record NewAnnouncement
{
    /// <summary>What it is.</summary>
    public required Announcement Announcement { get; init; }

    /// <summary>Whether it begins paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Names the request: repeated with the same id, it makes nothing twice. Null for one of its own.</summary>
    public string? RequestId { get; init; }
}

/// <summary>Who gets a test.</summary>
internal sealed record TestReader
{
    /// <summary>The id of a user.</summary>
    public required string User { get; init; }
}
