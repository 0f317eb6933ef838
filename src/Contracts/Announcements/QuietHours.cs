namespace BotPlatform.Contracts.Announcements;

/// <summary>Hours of each day in which nothing is sent.</summary>
public sealed record QuietHours
{
    /// <summary>When they begin, on clocks in <see cref="TimeZone"/>: <c>22:00</c>.</summary>
    public required string From { get; init; }

    /// <summary>When they end: <c>07:30</c>. Earlier than <see cref="From"/> means on the next day.</summary>
    public required string To { get; init; }

    /// <summary>The IANA name of the time zone. Default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";
}
