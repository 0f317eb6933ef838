using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <summary>Finds what is wrong with the times of an announcement.</summary>
internal interface IScheduleCheck
{
    /// <summary>A sentence for each mistake in <see cref="Announcement.Schedule"/> and <see cref="Announcement.QuietHours"/>.</summary>
    IEnumerable<string> Problems(Announcement announcement);
}
