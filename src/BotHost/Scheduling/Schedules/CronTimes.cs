using BotPlatform.BotSdk.Commands.Arguments;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// The times that a cron expression names. Quartz finds them as if clocks were never changed; its own rules for changes depend on when it is asked,
/// and do not hold in all zones.
/// </summary>
internal sealed class CronTimes : ITimes
{
    private const int HourField = 2;

    private static readonly string[] EveryHour = ["*", "*/1", "0/1", "0-23", "0-23/1"];

    private readonly CronExpression _cron;

    /// <exception cref="ScheduleException">It is none.</exception>
    public CronTimes(string text)
    {
        if (!CronSchedules.TryParse(text, out var cron))
        {
            throw new ScheduleException(
                $"Cron is '{ShownText.Of(text, 200)}', which is no schedule. Write five fields (minute hour day month weekday: '0 9 * * 1-5') or six with "
                + "the second first ('0 0 9 ? * MON-FRI').");
        }

        _cron = cron.WithTimeZone(TimeZoneInfo.Utc);
        IsHourly = EveryHour.Contains(Fields(cron)[HourField], StringComparer.Ordinal);
    }

    /// <summary>Whether it runs in every hour, instead of naming hours.</summary>
    public bool IsHourly { get; }

    public IEnumerable<DateTime> After(DateTime local)
    {
        var next = _cron.GetNextValidTimeAfter(new DateTimeOffset(local, TimeSpan.Zero));
        for (; next is not null; next = _cron.GetNextValidTimeAfter(next.Value))
        {
            yield return next.Value.DateTime;
        }
    }

    private static string[] Fields(CronExpression cron) =>
        cron.CronExpressionString.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
