using System.Globalization;
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
    }

    /// <exception cref="ScheduleException">It cannot be used.</exception>
    public static Schedule Read(AnnouncementSchedule written, DateTimeOffset now)
    {
        var schedule = Schedule.Read(written, now);
        return ProblemOf(written, schedule, now) is { } problem ? throw new ScheduleException(problem) : schedule;
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

        var what = written.Cron is not null ? $"Cron is '{written.Cron}'" : $"Rule is '{written.Rule}'";
        return endless.After(DateTimeOffset.UnixEpoch) is null
            ? $"{what}, which never comes: there is no such day."
            : $"{what}, which has passed and does not come again.";
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
