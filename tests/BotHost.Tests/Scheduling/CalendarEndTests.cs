using System.Globalization;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>Times far away, and rules that name far too many.</summary>
public sealed class CalendarEndTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, AnnouncementSchedule> Refused => new()
    {
        { "At is '9999-12-31T12:00Z', which is out of the calendar", new() { At = "9999-12-31T12:00Z" } },
        { "At is '9999-12-31T23:59', which is out of the calendar", new() { At = "9999-12-31T23:59", TimeZone = "America/New_York" } },
        { "At is '2201-01-01T00:00', which is out of the calendar", new() { At = "2201-01-01T00:00" } },
        { "Until is '0001-01-01T00:00', which is out of the calendar", new() { Cron = "0 9 * * *", Until = "0001-01-01T00:00" } },
        { "From is '0001-01-01T00:00', which is out of the calendar", new() { Rule = "FREQ=DAILY", From = "0001-01-01T00:00" } },
        { "Every is 2900000.00:01:00: the longest", new() { Every = Span("2900000.00:01:00") } },
        { "Every is 9999999.00:01:00: the longest", new() { Every = Span("9999999.00:01:00") } },
        { "Every is 10675199.00:00:00: the longest", new() { Every = Span("10675199.00:00:00") } },
        { "Rule is 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=1', which never comes", new() { Rule = "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=1" } },
        { "Rule is 'FREQ=YEARLY;INTERVAL=7000;BYMONTH=5;BYMONTHDAY=1', which has passed", new() { Rule = "FREQ=YEARLY;INTERVAL=7000;BYMONTH=5;BYMONTHDAY=1", From = "2026-05-01T09:00" } },
        { "BYMONTHDAY has a value twice", new() { Rule = $"FREQ=YEARLY;BYMONTHDAY={Many("1")}" } },
        { "BYHOUR has a value twice", new() { Rule = "FREQ=DAILY;BYHOUR=9,09" } },
        { "BYDAY has a value twice", new() { Rule = "FREQ=MONTHLY;BYDAY=1MO,+1mo" } },
        { "BYSECOND has several values", new() { Rule = "FREQ=DAILY;BYSECOND=0,30" } },
        { "its lists make 2040 combinations, and may make 2000", new() { Rule = $"FREQ=DAILY;BYMINUTE={Numbers(60)};BYHOUR={Numbers(17)};BYDAY=MO,TU" } },
        { "whose seconds are '*'", new() { Cron = "* * * * * ?" } },
        { "whose seconds are '0,30'", new() { Cron = "0,30 0 9 * * ? 2027" } },
        { "whose seconds are '*/10'", new() { Cron = "*/10 * * * * ?" } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_out_of_bounds_is_refused_with_a_sentence(string sentence, AnnouncementSchedule schedule)
    {
        var problem = ScheduleCheck.Problem(schedule, Now);

        Assert.Contains(sentence, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    public static TheoryData<AnnouncementSchedule> Fine =>
    [
        new() { Cron = "0 9 * * *", Until = "9999-12-31T23:59" },
        new() { Cron = "0 9 * * *", Until = "9999-12-31T23:59Z", TimeZone = "Pacific/Auckland" },
        new() { At = "2200-12-31T12:00" },
        new() { Every = TimeSpan.FromDays(3653), From = "1970-01-01T00:00" },
        new() { Rule = "FREQ=YEARLY;COUNT=8000" },
        new() { Rule = "FREQ=DAILY;UNTIL=99991231T235959Z", TimeZone = "Pacific/Auckland" },
        new() { Rule = $"FREQ=DAILY;BYHOUR={Numbers(24)};BYMINUTE={Numbers(60)}" },
        new() { Cron = "30 * * * * ?" },
    ];

    [Theory]
    [MemberData(nameof(Fine))]
    public void What_is_just_within_can_be_used_to_its_end(AnnouncementSchedule schedule)
    {
        Assert.Null(ScheduleCheck.Problem(schedule, Now));
        var read = Schedule.Read(schedule, Now);
        var end = new DateTimeOffset(2200, 12, 31, 23, 59, 59, TimeSpan.Zero);

        Assert.NotNull(read.After(Now));
        Assert.Null(read.After(DateTimeOffset.MaxValue));
        Assert.InRange(read.After(new DateTimeOffset(2199, 1, 1, 0, 0, 0, TimeSpan.Zero)) ?? end, Now, end);
    }

    private static string Many(string value) => string.Join(',', Enumerable.Repeat(value, 40));

    private static string Numbers(int count) => string.Join(',', Enumerable.Range(0, count));

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
