using BotPlatform.BotHost.Announcements.Delivery;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements;

/// <inheritdoc />
internal sealed class ZonedQuietTimes : IQuietTimes
{
    public DateTimeOffset? EndOf(QuietHours hours, DateTimeOffset now) => new QuietTimes(hours).EndAt(now);
}
