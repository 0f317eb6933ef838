using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>A schedule that has been read: it knows its runs. What is previewed and what the scheduler fires both come from here.</summary>
internal sealed class Schedule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly IRuns _runs;

    private Schedule(AnnouncementSchedule written, DateTimeOffset since)
    {
        Clock = ZoneClock.Of(written.TimeZone);
        Misfire = written.Misfire;
        Until = WrittenTime.ReadEnd(nameof(written.Until), written.Until)?.In(Clock);
        _runs = RunsOf(written, Whole(since), Clock);
    }

    /// <summary>What clocks in its time zone show.</summary>
    public ZoneClock Clock { get; }

    /// <summary>What becomes of missed runs.</summary>
    public ScheduleMisfire Misfire { get; }

    /// <summary>No run is due after it.</summary>
    public DateTimeOffset? Until { get; }

    /// <param name="written">As people write it.</param>
    /// <param name="since">When it was set: from then on an interval without <c>From</c> is counted.</param>
    /// <exception cref="ScheduleException">It cannot be understood. Whether it ever runs is not asked.</exception>
    public static Schedule Read(AnnouncementSchedule written, DateTimeOffset since) => new(written, since);

    /// <summary>The first run after an instant; in UTC, to the second. Null when there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset instant) =>
        instant < Calendar.End && _runs.After(instant) is { } run && run < Calendar.End && !(run > Until) ? run : null;

    /// <summary>The next runs after an instant, for people.</summary>
    public IEnumerable<ScheduledRun> Next(DateTimeOffset instant, int count = 10)
    {
        for (var before = instant; count > 0 && After(before) is { } run; before = run, count--)
        {
            yield return new ScheduledRun(run, Clock.Show(run), ClockChangeNote.Of(run, before, _runs, Clock));
        }
    }

    private static IRuns RunsOf(AnnouncementSchedule written, DateTimeOffset since, ZoneClock clock)
    {
        var from = WrittenTime.Read(nameof(written.From), written.From);
        if (from is not null && written is { Every: null, Rule: null })
        {
            throw new ScheduleException("From belongs to Every or Rule, and neither is given.");
        }

        return written switch
        {
            { At: { } at, Cron: null, Every: null, Rule: null } => new OneRun(WrittenTime.Read(nameof(written.At), at), clock),
            { At: null, Cron: { } cron, Every: null, Rule: null } => Cron(cron, clock),
            { At: null, Cron: null, Every: { } every, Rule: null } => Interval(every, from, since, clock),
            { At: null, Cron: null, Every: null, Rule: { } rule } => Rule(rule, from?.LocalIn(clock) ?? clock.LocalOf(since), clock),
            { At: null, Cron: null, Every: null, Rule: null } => throw new ScheduleException(
                "The schedule has no time: give one of At, Cron, Every and Rule."),
            _ => throw new ScheduleException($"{string.Join(", ", Given(written))} are given together: leave one of them."),
        };
    }

    private static IRuns Interval(TimeSpan every, WrittenTime? from, DateTimeOffset since, ZoneClock clock)
    {
        if (every < Shortest || every.Ticks % Shortest.Ticks != 0)
        {
            throw new ScheduleException($"Every is {every}: write whole seconds, a minute or more.");
        }

        if (every > TimeSpan.FromDays(Calendar.MaxDays))
        {
            throw new ScheduleException($"Every is {every}: the longest interval is ten years, {Calendar.MaxDays} days.");
        }

        return every.Ticks % TimeSpan.TicksPerDay == 0
            ? new FixedRuns(new DailyTimes(from?.LocalIn(clock) ?? clock.LocalOf(since), from is not null, every.Days), clock)
            : new IntervalRuns(from?.In(clock) ?? since, from is not null, every);
    }

    private static IRuns Cron(string text, ZoneClock clock)
    {
        var times = new CronTimes(text);
        return times.IsHourly ? new HourlyRuns(times, clock) : new FixedRuns(times, clock);
    }

    private static IRuns Rule(string text, DateTime start, ZoneClock clock)
    {
        var times = new RuleTimes(text, start, clock);
        return times.IsHourly ? new HourlyRuns(times, clock) : new FixedRuns(times, clock);
    }

    private static IEnumerable<string> Given(AnnouncementSchedule written)
    {
        (string Name, bool IsGiven)[] kinds =
        [
            (nameof(written.At), written.At is not null), (nameof(written.Cron), written.Cron is not null),
            (nameof(written.Every), written.Every is not null), (nameof(written.Rule), written.Rule is not null),
        ];
        return kinds.Where(kind => kind.IsGiven).Select(kind => kind.Name);
    }

    private static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
}

/// <summary>A run to come, for people.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Local">What clocks in the schedule's time zone show then.</param>
/// <param name="Note">What a change of the clocks does to it; null when nothing.</param>
internal sealed record ScheduledRun(DateTimeOffset At, DateTimeOffset Local, string? Note);
