namespace BotPlatform.Contracts.Announcements;

/// <summary>Hours of every day in which nothing is sent; what has begun goes on behind them.</summary>
public sealed record QuietHours
{
    /// <summary>When they begin, a local time such as <c>22:00</c>.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>When they are over, on the next day where it is before <see cref="From"/>. The same time means none.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>The time zone, by its IANA name. Default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";
}
