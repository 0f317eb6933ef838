using System.Globalization;
using BotPlatform.Bots.Reminders;

namespace BotPlatform.Bots.Tests.Reminders;

public sealed class ReminderRequestTests
{
    // A Wednesday, 14:30 in Berlin.
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 30, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("us tomorrow 9:00 to water the plants", "2026-07-02T09:00+02:00")]
    [InlineData("me tomorrow at 9 to water the plants", "2026-07-02T09:00+02:00")]
    [InlineData("tomorrow: water the plants", "2026-07-02T09:00+02:00")]
    [InlineData("in 20 minutes water the plants", "2026-07-01T14:50+02:00")]
    [InlineData("me in 1h30m to water the plants", "2026-07-01T16:00+02:00")]
    [InlineData("in an hour and 5 min water the plants", "2026-07-01T15:35+02:00")]
    [InlineData("in 1.5 hours water the plants", "2026-07-01T16:00+02:00")]
    [InlineData("in 2 weeks water the plants", "2026-07-15T14:30+02:00")]
    [InlineData("at 5pm water the plants", "2026-07-01T17:00+02:00")]
    [InlineData("5:15 pm water the plants", "2026-07-01T17:15+02:00")]
    [InlineData("12am water the plants", "2026-07-02T00:00+02:00")]
    [InlineData("at noon water the plants", "2026-07-02T12:00+02:00")]
    [InlineData("14:30 water the plants", "2026-07-02T14:30+02:00")]
    [InlineData("today 15:00 water the plants", "2026-07-01T15:00+02:00")]
    [InlineData("day after tomorrow at 8:30 water the plants", "2026-07-03T08:30+02:00")]
    [InlineData("on friday at 10:00 water the plants", "2026-07-03T10:00+02:00")]
    [InlineData("on wednesday at 10:00 water the plants", "2026-07-08T10:00+02:00")]
    [InlineData("on wednesday at 15:00 water the plants", "2026-07-01T15:00+02:00")]
    [InlineData("2026-12-24 18:00 water the plants", "2026-12-24T18:00+01:00")]
    [InlineData("water the plants tomorrow 9:00", "2026-07-02T09:00+02:00")]
    [InlineData("me to water the plants in 20 minutes", "2026-07-01T14:50+02:00")]
    [InlineData("uns morgen um 9 Uhr dass water the plants", "2026-07-02T09:00+02:00")]
    [InlineData("mich übermorgen 9.30 Uhr an water the plants", "2026-07-03T09:30+02:00")]
    [InlineData("heute 20 Uhr 15 water the plants", "2026-07-01T20:15+02:00")]
    [InlineData("in einer Stunde water the plants", "2026-07-01T15:30+02:00")]
    [InlineData("am 24.12. um 18 Uhr water the plants", "2026-12-24T18:00+01:00")]
    [InlineData("am 1.3. water the plants", "2027-03-01T09:00+01:00")]
    [InlineData("am 24.12.2027 water the plants", "2027-12-24T09:00+01:00")]
    [InlineData("am Freitag um 10:00 water the plants", "2026-07-03T10:00+02:00")]
    public void A_time_is_understood(string text, string at)
    {
        var request = ReminderRequest.Read(text, Now, Berlin, out var problem);

        Assert.Equal(ReminderProblem.None, problem);
        Assert.Equal("water the plants", request!.Text);
        Assert.Equal(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), request.When.At);
        Assert.Null(request.When.Repetition);
    }

    [Theory]
    [InlineData("every monday 9:00 water the plants", "2026-07-06T09:00+02:00", 1)]
    [InlineData("us every monday and friday at 8am to water the plants", "2026-07-03T08:00+02:00", 2)]
    [InlineData("every day at noon water the plants", "2026-07-02T12:00+02:00", 7)]
    [InlineData("every weekday water the plants", "2026-07-02T09:00+02:00", 5)]
    [InlineData("jeden Werktag um 15 Uhr water the plants", "2026-07-01T15:00+02:00", 5)]
    [InlineData("täglich 7:30 water the plants", "2026-07-02T07:30+02:00", 7)]
    [InlineData("water the plants every wednesday 14:30", "2026-07-08T14:30+02:00", 1)]
    public void A_repetition_is_understood(string text, string first, int days)
    {
        var request = ReminderRequest.Read(text, Now, Berlin, out _);

        Assert.Equal("water the plants", request!.Text);
        Assert.Equal(DateTimeOffset.Parse(first, CultureInfo.InvariantCulture), request.When.At);
        Assert.Equal(days, request.When.Repetition!.Days.Count);
    }

    [Theory]
    [InlineData("", "NoTime")]
    [InlineData("me", "NoTime")]
    [InlineData("us to buy 2 pizzas", "NoTime")]
    [InlineData("someday do it", "NoTime")]
    [InlineData("at 25:00 do it", "NoTime")]
    [InlineData("at 13pm do it", "NoTime")]
    [InlineData("9:60 do it", "NoTime")]
    [InlineData("2026-02-30 do it", "NoTime")]
    [InlineData("in 0 minutes do it", "NoTime")]
    [InlineData("in 5 pizzas do it", "NoTime")]
    [InlineData("in -5 minutes do it", "NoTime")]
    [InlineData("every do it", "NoTime")]
    [InlineData("tomorrow 9:00", "NoText")]
    [InlineData("us tomorrow at 9:00 to", "NoText")]
    [InlineData("today 14:00 do it", "Past")]
    [InlineData("2025-12-24 do it", "Past")]
    [InlineData("in 6 weeks in 3 days do it", "None")]
    [InlineData("in 100000 weeks 100000 weeks 100000w do it", "TooFar")]
    [InlineData("2040-01-01 do it", "TooFar")]
    [InlineData("9998-12-31 23:59 do it", "TooFar")]
    [InlineData("9999-12-31 23:59 do it", "NoTime")]
    [InlineData("0001-01-01 0:00 do it", "NoTime")]
    [InlineData("\u202E\u200B👨‍👩‍👧‍👦🇩🇪", "NoTime")]
    public void What_makes_no_reminder_is_said(string text, string problem)
    {
        ReminderRequest.Read(text, Now, Berlin, out var actual);

        Assert.Equal(problem, $"{actual}");
    }

    [Fact]
    public void Sixty_four_kilobytes_are_too_long()
    {
        Assert.Null(ReminderRequest.Read(new string('9', 65_536), Now, Berlin, out var problem));
        Assert.Equal(ReminderProblem.TooLong, problem);
    }

    [Theory]
    [InlineData("2026-03-28T12:00Z", "tomorrow 2:30 x", "2026-03-29T03:30+02:00", "LeftOut")]
    [InlineData("2026-10-24T12:00Z", "tomorrow 2:30 x", "2026-10-25T02:30+02:00", "Twice")]
    [InlineData("2026-10-24T12:00Z", "tomorrow 3:30 x", "2026-10-25T03:30+01:00", "None")]
    [InlineData("2026-10-25T00:45Z", "at 2:30 x", "2026-10-26T02:30+01:00", "None")] // it is 2:45 for the first time
    [InlineData("2026-10-24T12:00Z", "in 1 day x", "2026-10-25T12:00+00:00", "None")] // a day is 24 hours
    [InlineData("2026-03-28T12:00Z", "every day 2:30 x", "2026-03-29T03:30+02:00", "LeftOut")]
    public void Days_on_which_clocks_are_changed_are_made_clear(string now, string text, string at, string change)
    {
        var request = ReminderRequest.Read(text, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), Berlin, out _);

        Assert.Equal(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), request!.When.At);
        Assert.Equal(change, $"{request.When.Change}");
    }

    [Fact]
    public void A_repetition_keeps_its_time_on_the_wall()
    {
        var daily = new Repetition([DayOfWeek.Sunday], new TimeOnly(9, 0));
        var moment = new DateTimeOffset(2026, 10, 17, 0, 0, 0, TimeSpan.Zero);

        var first = daily.After(moment, Berlin).At;
        var second = daily.After(first, Berlin).At;

        Assert.Equal([7, 8], new[] { first, second }.Select(one => one.UtcDateTime.Hour));
    }
}
