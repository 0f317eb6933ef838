namespace BotPlatform.Bots.Reminders;

/// <summary>When somebody wants to be reminded.</summary>
/// <param name="At">The first time.</param>
/// <param name="Repetition">When again; null for never.</param>
/// <param name="Change">What the clocks do to the first time.</param>
internal sealed record When(DateTimeOffset At, Repetition? Repetition, ClockChange Change);

/// <summary>A time of day on some days of each week, as clocks on the wall show it.</summary>
internal sealed record Repetition(IReadOnlyList<DayOfWeek> Days, TimeOnly Time)
{
    /// <summary>The next time after a moment.</summary>
    public (DateTimeOffset At, ClockChange Change) After(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        while (true)
        {
            if (Days.Contains(day.DayOfWeek) && LocalTime.Resolve(day.ToDateTime(Time), zone) is var next && next.At > moment)
            {
                return next;
            }

            day = day.AddDays(1);
        }
    }
}
