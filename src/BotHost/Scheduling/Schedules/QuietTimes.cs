using System.Globalization;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// Quiet hours that have been read. Where clocks are put back they begin at the first and end at the last time that clocks show, and where clocks
/// are put forward at the end of the gap: never short of what was asked for.
/// </summary>
internal sealed class QuietTimes
{
    private static readonly string[] Formats = ["HH:mm", "HH:mm:ss"];

    private readonly ZoneClock _clock;
    private readonly TimeSpan _from;
    private readonly TimeSpan _to;

    private QuietTimes(QuietHours written)
    {
        _clock = ZoneClock.Of(written.TimeZone);
        (_from, _to) = (Read(nameof(written.From), written.From), Read(nameof(written.To), written.To));
        if (_from == _to)
        {
            throw new ScheduleException($"Quiet hours from {written.From} to {written.To} have no length: nothing or all would be quiet.");
        }
    }

    /// <exception cref="ScheduleException">They cannot be understood.</exception>
    public static QuietTimes Of(QuietHours written) => new(written);

    /// <summary>When it is no longer quiet; null when it is not quiet at that instant.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset instant)
    {
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

    private static TimeSpan Read(string name, string text) =>
        TimeOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToTimeSpan()
            : throw new ScheduleException($"{name} of the quiet hours is '{text}', which is no time of day. Write '22:00'.");
}
