using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// Quiet hours that have been read. Where clocks are put back they begin at the first and end at the last time that clocks show, and where clocks
/// are put forward at the end of the gap: never short of what was asked for.
/// </summary>
internal sealed class QuietTimes
{
    private readonly ZoneClock _clock;
    private readonly TimeSpan _from;
    private readonly TimeSpan _to;

    private QuietTimes(QuietHours written)
    {
        _clock = ZoneClock.Of(written.TimeZone);
        (_from, _to) = (written.From.ToTimeSpan(), written.To.ToTimeSpan());
    }

    /// <exception cref="ScheduleException">They cannot be understood.</exception>
    public static QuietTimes Of(QuietHours written) => new(written);

    /// <summary>When it is no longer quiet; null when it is not quiet at that instant.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset instant)
    {
        if (_from == _to)
        {
            return null;
        }

        var today = _clock.LocalOf(instant).Date;
        for (var day = today.AddDays(-1); day <= today; day = day.AddDays(1))
        {
            var end = _clock.LastOf((_to < _from ? day.AddDays(1) : day) + _to);
            if (_clock.FirstOf(day + _from) <= instant && instant < end)
            {
                return end;
            }
        }

        return null;
    }
}
