using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Knows when quiet hours are over.</summary>
internal interface IQuietTimes
{
    /// <summary>When the quiet hours end in which <paramref name="now"/> is; null when it is in none.</summary>
    DateTimeOffset? EndOf(QuietHours hours, DateTimeOffset now);
}
