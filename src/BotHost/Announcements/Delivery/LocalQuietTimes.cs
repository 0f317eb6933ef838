using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Quiet hours by the clock of their time zone, as it goes on the day on which they begin.</summary>
internal sealed class LocalQuietTimes : IQuietTimes
{
    public DateTimeOffset? EndOf(QuietHours hours, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(hours.TimeZone));
        var at = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return at.IsBetween(hours.From, hours.To) ? now + (hours.To - at) : null;
    }
}
