using System.Globalization;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

public sealed class QuietTimesTests
{
    private const string Berlin = "Europe/Berlin";

    [Theory]
    [InlineData("22:00", "07:30", "2026-06-01T19:59:59Z", null)]
    [InlineData("22:00", "07:30", "2026-06-01T20:00Z", "2026-06-02T05:30Z")]
    [InlineData("22:00", "07:30", "2026-06-02T05:29:59Z", "2026-06-02T05:30Z")]
    [InlineData("22:00", "07:30", "2026-06-02T05:30Z", null)]
    [InlineData("12:00", "14:00", "2026-06-01T11:00Z", "2026-06-01T12:00Z")]
    [InlineData("12:00", "14:00", "2026-06-01T12:00Z", null)]
    [InlineData("22:00", "00:00", "2026-06-01T21:00Z", "2026-06-01T22:00Z")]
    [InlineData("22:00", "22:00", "2026-06-01T20:00Z", null)]
    // The night in which clocks are put forward is an hour shorter, and the other one longer.
    [InlineData("22:00", "07:30", "2026-03-28T21:00Z", "2026-03-29T05:30Z")]
    [InlineData("22:00", "07:30", "2026-10-24T20:00Z", "2026-10-25T06:30Z")]
    // An end that clocks skip is the end of the gap; one that comes twice is the second.
    [InlineData("22:00", "02:30", "2026-03-29T00:30Z", "2026-03-29T01:00Z")]
    [InlineData("22:00", "02:30", "2026-10-25T00:45Z", "2026-10-25T01:30Z")]
    // A beginning that clocks skip is the end of the gap; one that comes twice is the first.
    [InlineData("02:30", "07:30", "2026-03-29T00:59:59Z", null)]
    [InlineData("02:30", "07:30", "2026-03-29T01:00Z", "2026-03-29T05:30Z")]
    [InlineData("02:30", "07:30", "2026-10-25T00:30Z", "2026-10-25T06:30Z")]
    [InlineData("02:30", "07:30", "2026-10-25T01:10Z", "2026-10-25T06:30Z")]
    public void It_is_quiet_from_and_to(string from, string to, string instant, string? end)
    {
        var quiet = new QuietTimes(new QuietHours { From = Time(from), To = Time(to), TimeZone = Berlin });

        Assert.Equal(end is null ? null : At(end), quiet.EndAt(At(instant)));
    }

    [Fact]
    public void The_time_zone_is_known() => Assert.StartsWith(
        "TimeZone is 'Mars', which this machine does not know.",
        Assert.Throws<ScheduleException>(() => new QuietTimes(new QuietHours { From = Time("22:00"), To = Time("07:00"), TimeZone = "Mars" })).Message,
        StringComparison.Ordinal);

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
