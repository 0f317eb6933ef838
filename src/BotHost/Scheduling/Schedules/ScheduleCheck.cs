using System.Globalization;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Finds what is wrong with a schedule that people set now.</summary>
internal static class ScheduleCheck
{
    private const int MaxLength = 200;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);

    /// <summary>Null when it can be used.</summary>
    public static string? Problem(AnnouncementSchedule written, DateTimeOffset now)
    {
        try
        {
            return ProblemOf(written, Schedule.Read(written, now), now);
        }
        catch (ScheduleException error)
        {
            return error.Message;
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            return $"The schedule is out of the calendar: use times from {Calendar.FirstYear} to {Calendar.LastYear}, and small numbers.";
        }
    }

    private static string? ProblemOf(AnnouncementSchedule written, Schedule schedule, DateTimeOffset now)
    {
        if (!Enum.IsDefined(written.Misfire))
        {
            return $"Misfire is {written.Misfire}: use {string.Join(", ", Enum.GetNames<ScheduleMisfire>())}.";
        }

        if (written.Every < ShortestInterval)
        {
            return $"Every is {written.Every}: the shortest interval is a minute.";
        }

        if (written.Cron?.Length > MaxLength)
        {
            return $"Cron is longer than {MaxLength} characters.";
        }

        if (written.Cron is { } cron && CronSchedules.SecondOf(cron) is { } second && !second.All(char.IsAsciiDigit))
        {
            return $"Cron is '{cron}', whose seconds are '{second}': write one number, such as 0; the shortest interval is a minute.";
        }

        return schedule.After(now) is null ? WhyNever(written, schedule, now) : null;
    }

    private static string WhyNever(AnnouncementSchedule written, Schedule schedule, DateTimeOffset now)
    {
        var endless = Schedule.Read(written with { Until = null }, now);
        if (endless.After(now) is { } first)
        {
            return $"Until is '{written.Until}', and the first run would be later: {Text(schedule.Clock.Show(first))}.";
        }

        if (written.At is not null)
        {
            return $"At is '{written.At}' in {written.TimeZone}, which has passed: now it is {Text(schedule.Clock.Show(now))} there.";
        }

        var what = written.Cron is not null ? $"Cron is '{written.Cron}'"
            : written.Rule is not null ? $"Rule is '{ShownText.Of(written.Rule, MaxLength)}'"
            : $"Every is {written.Every}";
        return endless.After(DateTimeOffset.UnixEpoch) is null
            ? $"{what}, which never comes: there is no such day."
            : $"{what}, which has passed and does not come again.";
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
