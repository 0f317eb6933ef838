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
        var quiet = QuietTimes.Of(new QuietHours { From = from, To = to, TimeZone = Berlin });

        Assert.Equal(end is null ? null : At(end), quiet.EndAt(At(instant)));
    }

    [Theory]
    [InlineData("22", "07:00", "UTC", "From of the quiet hours is '22', which is no time of day. Write '22:00'.")]
    [InlineData("22:00", "24:00", "UTC", "To of the quiet hours is '24:00', which is no time of day. Write '22:00'.")]
    [InlineData("22:00", "22:00", "UTC", "Quiet hours from 22:00 to 22:00 have no length: nothing or all would be quiet.")]
    [InlineData("22:00", "07:00", "Mars", "TimeZone is 'Mars', which this machine does not know. Use an IANA name such as 'Europe/Helsinki', or 'UTC'.")]
    public void What_cannot_be_understood_is_said(string from, string to, string zone, string problem) => Assert.Equal(
        problem,
        Assert.Throws<ScheduleException>(() => QuietTimes.Of(new QuietHours { From = from, To = to, TimeZone = zone })).Message);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
