using System.Globalization;
using System.Text.Json;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

public sealed class ScheduleCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 9 * * 1-5")]
    [InlineData("0 0 9 ? * MON-FRI")]
    [InlineData("0 0 9 29 2 ?")]
    public void A_cron_expression_of_either_kind_is_fine(string cron) => Assert.Null(Problem(new() { Cron = cron }));

    [Theory]
    [InlineData("0 9 30 2 *", "Cron is '0 9 30 2 *', which never comes: there is no such day.")]
    [InlineData("0 0 9 ? * MON 2020", "Cron is '0 0 9 ? * MON 2020', which has passed and does not come again.")]
    [InlineData("every morning", "Cron is 'every morning', which is no schedule.")]
    [InlineData("", "Cron is '', which is no schedule.")]
    [InlineData("H 9 * * *", "Cron is 'H 9 * * *', which is no schedule.")]
    public void A_cron_expression_that_never_comes_is_refused(string cron, string problem) =>
        Assert.StartsWith(problem, Problem(new() { Cron = cron }), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-06-01T12:00:01", null)]
    [InlineData("2026-06-01T14:00:01+02:00", null)]
    [InlineData("2026-06-01T12:00", "At is '2026-06-01T12:00' in UTC, which has passed: now it is 2026-06-01 12:00 +00:00 there.")]
    [InlineData("2026-06-01", "At is '2026-06-01', which is no time. Write '2026-12-24T18:00' for the clocks of TimeZone, or '2026-12-24T18:00+01:00'.")]
    [InlineData("tomorrow", "At is 'tomorrow', which is no time. Write '2026-12-24T18:00' for the clocks of TimeZone, or '2026-12-24T18:00+01:00'.")]
    public void A_time_is_to_come(string at, string? problem) => Assert.Equal(problem, Problem(new() { At = at }));

    [Theory]
    [InlineData("00:01:00", null)]
    [InlineData("00:00:59", "Every is 00:00:59: the shortest interval is a minute.")]
    [InlineData("00:01:00.5", "Every is 00:01:00.5000000: write whole seconds, a minute or more.")]
    [InlineData("-01:00:00", "Every is -01:00:00: write whole seconds, a minute or more.")]
    public void An_interval_is_a_minute_or_more(string every, string? problem) =>
        Assert.Equal(problem, Problem(new() { Every = TimeSpan.Parse(every, CultureInfo.InvariantCulture) }));

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9;BYMINUTE=0", null)]
    [InlineData("freq=monthly;bysetpos=-1;byday=MO,TU,WE,TH,FR", null)]
    [InlineData("FREQ=FORTNIGHTLY", "Unknown FREQ value: 'FORTNIGHTLY'")]
    [InlineData("INTERVAL=2", "FREQ is missing")]
    [InlineData("", "FREQ is missing")]
    [InlineData("DAILY", "it knows no 'DAILY'")]
    [InlineData("FREQ=DAILY;BYEASTER=1", "it knows no 'BYEASTER=1'")]
    [InlineData("FREQ=DAILY;FREQ=DAILY", "FREQ is there twice")]
    [InlineData("FREQ=DAILY;COUNT=x", "which is no recurrence rule")]
    [InlineData("FREQ=DAILY;BYHOUR=25", "BYHOUR value 25 is out of range")]
    [InlineData("FREQ=DAILY;UNTIL=2026Z", "UNTIL is '2026Z'")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT and UNTIL")]
    [InlineData("FREQ=DAILY;COUNT=100000", "Rule has the COUNT 100000")]
    [InlineData("FREQ=SECONDLY;INTERVAL=60", "Rule runs more often than once a minute.")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "which never comes: there is no such day.")]
    [InlineData("FREQ=DAILY;UNTIL=20260601T100000", "which has passed and does not come again.")]
    public void A_rule_is_well_formed_and_comes(string rule, string? problem)
    {
        var found = Problem(new() { Rule = rule, From = "2026-01-01T09:00" });

        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_exactly_one_kind_of_time()
    {
        Assert.Equal("The schedule has no time: give one of At, Cron, Every and Rule.", Problem(new()));
        Assert.Equal(
            "At, Rule are given together: leave one of them.", Problem(new() { At = "2027-01-01T00:00", Rule = "FREQ=DAILY" }));
    }

    [Fact]
    public void From_belongs_to_what_repeats_by_itself() => Assert.Equal(
        "From belongs to Every or Rule, and neither is given.", Problem(new() { Cron = "0 9 * * *", From = "2026-07-01T00:00" }));

    [Fact]
    public void An_unknown_time_zone_is_refused() => Assert.StartsWith(
        "TimeZone is 'Mars/Olympus', which this machine does not know.",
        Problem(new() { Cron = "0 9 * * *", TimeZone = "Mars/Olympus" }),
        StringComparison.Ordinal);

    [Fact]
    public void An_unknown_choice_for_missed_runs_is_refused() => Assert.Equal(
        "Misfire is 7: use RunOnce, Skip, CatchUp.", Problem(new() { Cron = "0 9 * * *", Misfire = (ScheduleMisfire)7 }));

    [Theory]
    [InlineData("2026-06-02T09:00", null)]
    [InlineData("2026-06-02T08:59:59", "Until is '2026-06-02T08:59:59', and the first run would be later: 2026-06-02 09:00 +02:00.")]
    [InlineData("next year", "Until is 'next year', which is no time. Write '2026-12-24T18:00' for the clocks of TimeZone, or '2026-12-24T18:00+01:00'.")]
    public void The_end_is_not_before_the_first_run(string until, string? problem) =>
        Assert.Equal(problem, Problem(new() { Cron = "0 9 * * *", TimeZone = "Europe/Berlin", Until = until }));

    [Fact]
    public void No_run_is_due_after_the_end()
    {
        var schedule = Schedule.Read(
            new() { Cron = "0 9 * * *", TimeZone = "Europe/Berlin", Until = "2026-06-03T09:00" }, Now);

        Assert.Equal(["2026-06-02T09:00", "2026-06-03T09:00"], schedule.Next(Now).Select(Local));
    }

    [Fact]
    public void A_rule_counts_the_times_that_it_names_from_its_start()
    {
        var schedule = Schedule.Read(
            new() { Rule = "FREQ=DAILY;COUNT=3", From = "2026-05-31T09:00", TimeZone = "Europe/Berlin" }, Now);

        Assert.Equal(["2026-06-02T09:00"], schedule.Next(Now).Select(Local));
    }

    [Fact]
    public void The_end_of_a_rule_in_utc_is_a_moment()
    {
        var schedule = Schedule.Read(
            new() { Rule = "FREQ=DAILY;UNTIL=20260603T070000Z", From = "2026-05-01T09:00", TimeZone = "Europe/Berlin" }, Now);

        Assert.Equal(["2026-06-02T09:00", "2026-06-03T09:00"], schedule.Next(Now).Select(Local));
    }

    [Fact]
    public void An_interval_without_a_start_is_counted_from_when_it_was_set()
    {
        var schedule = Schedule.Read(new() { Every = TimeSpan.FromMinutes(90) }, Now.AddMilliseconds(700));

        Assert.Equal(["2026-06-01T13:30", "2026-06-01T15:00"], schedule.Next(Now, 2).Select(Local));
    }

    [Fact]
    public void Ten_runs_are_shown() => Assert.Equal(10, Schedule.Read(new() { Cron = "0 9 * * *" }, Now).Next(Now).Count());

    [Fact]
    public void A_schedule_survives_the_round_trip_as_json()
    {
        var schedule = new AnnouncementSchedule
        {
            Every = TimeSpan.FromDays(7),
            From = "2026-03-01T02:30",
            TimeZone = "Europe/Berlin",
            Misfire = ScheduleMisfire.CatchUp,
            Until = "2027-01-01T00:00Z",
        };

        Assert.Equal(schedule, JsonSerializer.Deserialize<AnnouncementSchedule>(JsonSerializer.Serialize(schedule)));
    }

    private static string? Problem(AnnouncementSchedule schedule) => ScheduleCheck.Problem(schedule, Now);

    private static string Local(ScheduledRun run) => run.Local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
