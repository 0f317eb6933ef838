using System.Globalization;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>
/// Runs around changes of the clocks, in UTC. Europe/Berlin: 2026-03-29 02:00 → 03:00 (01:00Z), 2026-10-25 03:00 → 02:00 (01:00Z).
/// America/New_York: 2026-03-08 02:00 → 03:00 (07:00Z), 2026-11-01 02:00 → 01:00 (06:00Z). Australia/Lord_Howe: 2026-04-05 02:00 → 01:30
/// (2026-04-04 15:00Z), 2026-10-04 02:00 → 02:30 (2026-10-03 15:30Z).
/// </summary>
public sealed class ClockChangeTests
{
    private const string Berlin = "Europe/Berlin";
    private const string NewYork = "America/New_York";
    private const string LordHowe = "Australia/Lord_Howe";

    [Theory]
    // Each day, at a time that clocks skip: at the end of the gap.
    [InlineData(Berlin, "30 2 * * *", "2026-03-28T00:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-30T00:30Z")]
    [InlineData(NewYork, "30 2 * * *", "2026-03-07T06:00Z", "2026-03-07T07:30Z", "2026-03-08T07:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-09T06:30Z")]
    [InlineData(LordHowe, "15 2 * * *", "2026-10-02T15:00Z", "2026-10-02T15:45Z", "2026-10-03T15:30Z 02:15 does not exist on that day: runs at 02:30", "2026-10-04T15:15Z")]
    // Each day, at a time that comes twice: at the first.
    [InlineData(Berlin, "30 2 * * *", "2026-10-24T00:00Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z 02:30 comes twice: runs at the first", "2026-10-26T01:30Z")]
    [InlineData(NewYork, "30 1 * * *", "2026-10-31T05:00Z", "2026-10-31T05:30Z", "2026-11-01T05:30Z 01:30 comes twice: runs at the first", "2026-11-02T06:30Z")]
    [InlineData(LordHowe, "45 1 * * *", "2026-04-03T14:00Z", "2026-04-03T14:45Z", "2026-04-04T14:45Z 01:45 comes twice: runs at the first", "2026-04-05T15:15Z")]
    // Dublin's winter time is the changed one.
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-03-28T00:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z 01:30 does not exist on that day: runs at 02:00", "2026-03-30T00:30Z")]
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-10-24T00:00Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z 01:30 comes twice: runs at the first", "2026-10-26T01:30Z")]
    // Asked between the two hours that look the same: what ran in the first does not run in the second.
    [InlineData(Berlin, "30 2 * * *", "2026-10-25T01:10Z", "2026-10-26T01:30Z", "2026-10-27T01:30Z", "2026-10-28T01:30Z")]
    // At the edges of a change nothing is special.
    [InlineData(Berlin, "0 3 * * *", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-30T01:00Z", "2026-03-31T01:00Z")]
    [InlineData(Berlin, "0 3 * * *", "2026-10-24T12:00Z", "2026-10-25T02:00Z", "2026-10-26T02:00Z", "2026-10-27T02:00Z")]
    // Once a week, on the day of the change.
    [InlineData(Berlin, "30 2 * * 0", "2026-03-23T00:00Z", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00", "2026-04-05T00:30Z", "2026-04-12T00:30Z")]
    // Each hour: one that clocks skip is left out, and both that look the same count.
    [InlineData(Berlin, "30 * * * *", "2026-03-29T00:00Z", "2026-03-29T00:30Z", "2026-03-29T01:30Z 02:30 does not exist on that day", "2026-03-29T02:30Z")]
    [InlineData(Berlin, "0 * * * *", "2026-03-28T23:30Z", "2026-03-29T00:00Z", "2026-03-29T01:00Z 02:00 does not exist on that day", "2026-03-29T02:00Z")]
    [InlineData(Berlin, "30 * * * *", "2026-10-25T00:00Z", "2026-10-25T00:30Z 02:30 comes twice: this is the first", "2026-10-25T01:30Z 02:30 comes twice: this is the second", "2026-10-25T02:30Z")]
    [InlineData(NewYork, "30 * * * *", "2026-11-01T05:00Z", "2026-11-01T05:30Z 01:30 comes twice: this is the first", "2026-11-01T06:30Z 01:30 comes twice: this is the second", "2026-11-01T07:30Z")]
    [InlineData(LordHowe, "*/15 * * * *", "2026-04-04T14:40Z", "2026-04-04T14:45Z 01:45 comes twice: this is the first", "2026-04-04T15:00Z 01:30 comes twice: this is the second", "2026-04-04T15:15Z 01:45 comes twice: this is the second")]
    [InlineData(LordHowe, "*/15 * * * *", "2026-10-03T15:05Z", "2026-10-03T15:15Z", "2026-10-03T15:30Z 02:00 does not exist on that day", "2026-10-03T15:45Z")]
    public void Cron(string zone, string cron, string after, params string[] runs) =>
        Assert.Equal(runs, Next(new AnnouncementSchedule { Cron = cron, TimeZone = zone }, after, runs.Length));

    [Theory]
    [InlineData(Berlin, "FREQ=DAILY", "2026-03-01T02:30", "2026-03-28T00:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-30T00:30Z")]
    [InlineData(NewYork, "FREQ=DAILY", "2026-03-01T02:30", "2026-03-07T06:00Z", "2026-03-07T07:30Z", "2026-03-08T07:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-09T06:30Z")]
    [InlineData(LordHowe, "FREQ=DAILY", "2026-09-01T02:15", "2026-10-02T15:00Z", "2026-10-02T15:45Z", "2026-10-03T15:30Z 02:15 does not exist on that day: runs at 02:30", "2026-10-04T15:15Z")]
    [InlineData(Berlin, "FREQ=DAILY", "2026-10-01T02:30", "2026-10-24T00:00Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z 02:30 comes twice: runs at the first", "2026-10-26T01:30Z")]
    [InlineData(NewYork, "FREQ=DAILY", "2026-10-01T01:30", "2026-10-31T05:00Z", "2026-10-31T05:30Z", "2026-11-01T05:30Z 01:30 comes twice: runs at the first", "2026-11-02T06:30Z")]
    [InlineData(LordHowe, "FREQ=DAILY", "2026-04-01T01:45", "2026-04-03T14:00Z", "2026-04-03T14:45Z", "2026-04-04T14:45Z 01:45 comes twice: runs at the first", "2026-04-05T15:15Z")]
    // Named hours that fall together in the gap are one run.
    [InlineData(Berlin, "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30", "2026-03-01T00:00", "2026-03-29T00:00Z", "2026-03-29T01:00Z 02:00 does not exist on that day", "2026-03-29T01:30Z", "2026-03-30T00:00Z")]
    // The last Sunday of March and October is the day of the change.
    [InlineData(Berlin, "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;BYHOUR=2;BYMINUTE=30", "2026-01-01T00:00", "2026-01-01T00:00Z", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00", "2026-10-25T00:30Z 02:30 comes twice: runs at the first", "2027-03-28T01:00Z 02:30 does not exist on that day: runs at 03:00")]
    [InlineData(Berlin, "FREQ=HOURLY", "2026-03-01T00:30", "2026-03-29T00:00Z", "2026-03-29T00:30Z", "2026-03-29T01:30Z 02:30 does not exist on that day", "2026-03-29T02:30Z")]
    [InlineData(Berlin, "FREQ=HOURLY", "2026-10-01T00:30", "2026-10-25T00:00Z", "2026-10-25T00:30Z 02:30 comes twice: this is the first", "2026-10-25T01:30Z 02:30 comes twice: this is the second", "2026-10-25T02:30Z")]
    [InlineData(LordHowe, "FREQ=MINUTELY;INTERVAL=15", "2026-04-01T00:00", "2026-04-04T14:40Z", "2026-04-04T14:45Z 01:45 comes twice: this is the first", "2026-04-04T15:00Z 01:30 comes twice: this is the second", "2026-04-04T15:15Z 01:45 comes twice: this is the second")]
    // A day in hours is a day, and named hours are no hours of a clock.
    [InlineData(Berlin, "FREQ=HOURLY;INTERVAL=24", "2026-03-01T02:30", "2026-03-28T12:00Z", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-30T00:30Z")]
    [InlineData(Berlin, "FREQ=HOURLY;BYHOUR=2", "2026-10-01T00:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z 02:30 comes twice: runs at the first", "2026-10-26T01:30Z")]
    public void Rule(string zone, string rule, string from, string after, params string[] runs) =>
        Assert.Equal(runs, Next(new AnnouncementSchedule { Rule = rule, From = from, TimeZone = zone }, after, runs.Length));

    [Theory]
    // Whole days keep the time that clocks show.
    [InlineData(Berlin, "1.00:00:00", "2026-03-01T02:30", "2026-03-28T00:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-30T00:30Z")]
    [InlineData(Berlin, "1.00:00:00", "2026-10-01T02:30", "2026-10-24T00:00Z", "2026-10-24T00:30Z", "2026-10-25T00:30Z 02:30 comes twice: runs at the first", "2026-10-26T01:30Z")]
    [InlineData(NewYork, "7.00:00:00", "2026-03-01T02:30", "2026-03-01T08:00Z", "2026-03-08T07:00Z 02:30 does not exist on that day: runs at 03:00", "2026-03-15T06:30Z")]
    [InlineData(NewYork, "7.00:00:00", "2026-10-25T01:30", "2026-10-25T06:00Z", "2026-11-01T05:30Z 01:30 comes twice: runs at the first", "2026-11-08T06:30Z")]
    [InlineData(LordHowe, "1.00:00:00", "2026-09-30T02:15", "2026-10-03T00:00Z", "2026-10-03T15:30Z 02:15 does not exist on that day: runs at 02:30", "2026-10-04T15:15Z")]
    [InlineData(LordHowe, "1.00:00:00", "2026-04-01T01:45", "2026-04-04T00:00Z", "2026-04-04T14:45Z 01:45 comes twice: runs at the first", "2026-04-05T15:15Z")]
    // Others are time that passes.
    [InlineData(Berlin, "12:00:00", "2026-03-28T09:00", "2026-03-28T08:00Z", "2026-03-28T20:00Z", "2026-03-29T08:00Z", "2026-03-29T20:00Z")]
    [InlineData(Berlin, "01:00:00", "2026-10-24T00:30", "2026-10-25T00:00Z", "2026-10-25T00:30Z 02:30 comes twice: this is the first", "2026-10-25T01:30Z 02:30 comes twice: this is the second", "2026-10-25T02:30Z")]
    [InlineData(NewYork, "00:30:00", "2026-03-01T00:00", "2026-03-08T06:15Z", "2026-03-08T06:30Z", "2026-03-08T07:00Z", "2026-03-08T07:30Z")]
    [InlineData(LordHowe, "00:30:00", "2026-04-01T00:00", "2026-04-04T14:15Z", "2026-04-04T14:30Z 01:30 comes twice: this is the first", "2026-04-04T15:00Z 01:30 comes twice: this is the second", "2026-04-04T15:30Z")]
    public void Interval(string zone, string every, string from, string after, params string[] runs) => Assert.Equal(
        runs,
        Next(
            new AnnouncementSchedule { Every = TimeSpan.Parse(every, CultureInfo.InvariantCulture), From = from, TimeZone = zone }, after, runs.Length));

    [Theory]
    [InlineData(Berlin, "2026-03-29T02:30", "2026-03-29T01:00Z 02:30 does not exist on that day: runs at 03:00")]
    [InlineData(NewYork, "2026-03-08T02:00", "2026-03-08T07:00Z 02:00 does not exist on that day: runs at 03:00")]
    [InlineData(LordHowe, "2026-10-04T02:15", "2026-10-03T15:30Z 02:15 does not exist on that day: runs at 02:30")]
    [InlineData(Berlin, "2026-10-25T02:30", "2026-10-25T00:30Z 02:30 comes twice: runs at the first")]
    [InlineData(Berlin, "2026-10-25T02:30+01:00", "2026-10-25T01:30Z 02:30 comes twice: runs at the second")]
    [InlineData(NewYork, "2026-11-01T01:59:59", "2026-11-01T05:59:59Z 01:59:59 comes twice: runs at the first")]
    [InlineData(LordHowe, "2026-04-05T01:45", "2026-04-04T14:45Z 01:45 comes twice: runs at the first")]
    [InlineData(Berlin, "2026-03-29T03:00", "2026-03-29T01:00Z")]
    [InlineData(Berlin, "2026-10-25T03:00", "2026-10-25T02:00Z")]
    [InlineData(Berlin, "2026-06-01T12:00Z", "2026-06-01T12:00Z")]
    public void Once(string zone, string at, string run) =>
        Assert.Equal([run], Next(new AnnouncementSchedule { At = at, TimeZone = zone }, "2026-01-01T00:00Z", 10));

    /// <summary>What is due once a day comes on each day of ten years once, in zones with all kinds of changes.</summary>
    [Theory]
    [InlineData(Berlin)]
    [InlineData(NewYork)]
    [InlineData(LordHowe)]
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Santiago")]
    [InlineData("Europe/Dublin")]
    public void Each_day_has_its_run_at_any_time_of_the_day_however_it_is_written(string zone)
    {
        var start = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        foreach (var time in new[] { "00:00", "00:30", "01:30", "01:45", "02:00", "02:15", "02:30", "23:30" })
        {
            var (hour, minute) = (time[..2], time[3..]);
            AnnouncementSchedule[] ways =
            [
                new() { Cron = $"{minute} {hour} * * *" },
                new() { Rule = $"FREQ=DAILY;BYHOUR={hour};BYMINUTE={minute}", From = "2026-01-01T00:00" },
                new() { Every = TimeSpan.FromDays(1), From = $"2026-01-01T{time}" },
            ];

            var runs = ways.Select(way => RunsOf(way with { TimeZone = zone })).ToList();

            Assert.Equal(runs[0], runs[1]);
            Assert.Equal(runs[0], runs[2]);
            Assert.Equal(3650, runs[0].Select(run => run.Local.Date).Distinct().Count());
        }

        List<ScheduledRun> RunsOf(AnnouncementSchedule way) => [.. Schedule.Read(way, start).Next(start, 3650)];
    }

    private static IEnumerable<string> Next(AnnouncementSchedule schedule, string after, int count)
    {
        var start = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        return Schedule.Read(schedule, start).Next(start, count).Select(run => $"{Text(run.At)}{(run.Note is null ? "" : $" {run.Note}")}");
    }

    private static string Text(DateTimeOffset at) =>
        at.ToString(at.Second == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
