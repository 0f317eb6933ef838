using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// When quiet hours are over. Where clocks are put back they begin at the first and end at the last time that clocks show, and where clocks are put
/// forward at the end of the gap: never short of what was asked for.
/// </summary>
/// <exception cref="ScheduleException">This machine does not know their time zone.</exception>
internal sealed class QuietTimes(QuietHours hours)
{
    private readonly ZoneClock _clock = ZoneClock.Of(hours.TimeZone);

    /// <summary>When it is no longer quiet; null when it is not quiet at that instant.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset instant)
    {
        var (from, to) = (hours.From.ToTimeSpan(), hours.To.ToTimeSpan());
        var today = _clock.LocalOf(instant).Date;
        for (var day = today.AddDays(-1); day <= today && from != to; day = day.AddDays(1))
        {
            var end = _clock.LastOf((to < from ? day.AddDays(1) : day) + to);
            if (_clock.FirstOf(day + from) <= instant && instant < end)
            {
                return end;
            }
        }

        return null;
    }
}
