using Quartz;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// What a cron expression says. Quartz does with clock changes what is promised: fixed hours run once, and what runs in every hour runs in each
/// hour that passes.
/// </summary>
internal sealed class CronRuns : IRuns
{
    private readonly CronExpression _onClocks;
    private readonly CronExpression _named;

    /// <exception cref="ScheduleException">It is none.</exception>
    public CronRuns(string text, ZoneClock clock)
    {
        if (!CronSchedules.TryParse(text, out var cron))
        {
            throw new ScheduleException(
                $"Cron is '{text}', which is no schedule. Write five fields (minute hour day month weekday: '0 9 * * 1-5') or six with "
                + "the second first ('0 0 9 ? * MON-FRI').");
        }

        (_onClocks, _named) = (cron.WithTimeZone(clock.Zone), cron.WithTimeZone(TimeZoneInfo.Utc));
    }

    public DateTimeOffset? After(DateTimeOffset instant) => _onClocks.GetNextValidTimeAfter(instant)?.ToUniversalTime();

    public IEnumerable<DateTime> NamedIn(DateTime from, DateTime to)
    {
        var next = _named.GetNextValidTimeAfter(new DateTimeOffset(from, TimeSpan.Zero).AddSeconds(-1));
        for (; next?.DateTime < to; next = _named.GetNextValidTimeAfter(next.Value))
        {
            yield return next.Value.DateTime;
        }
    }
}
