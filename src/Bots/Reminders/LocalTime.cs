namespace BotPlatform.Bots.Reminders;

/// <summary>What a day on which clocks are changed does to a time.</summary>
internal enum ClockChange
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The time is left out on that day; as much later is meant as is left out.</summary>
    LeftOut,

    /// <summary>The time comes twice on that day; the first is meant.</summary>
    Twice,
}

/// <summary>Times of day as clocks on the wall show them.</summary>
internal static class LocalTime
{
    /// <summary>When it is that time in a zone.</summary>
    public static (DateTimeOffset At, ClockChange Change) Resolve(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            var leftOut = zone.GetUtcOffset(local.AddHours(3)) - zone.GetUtcOffset(local.AddHours(-3));
            var later = local + leftOut;
            return (new DateTimeOffset(later, zone.GetUtcOffset(later)), ClockChange.LeftOut);
        }

        return zone.IsAmbiguousTime(local)
            ? (new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()), ClockChange.Twice)
            : (new DateTimeOffset(local, zone.GetUtcOffset(local)), ClockChange.None);
    }
}
