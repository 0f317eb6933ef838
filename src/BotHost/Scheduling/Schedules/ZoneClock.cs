namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>What clocks in a time zone show, and when; instants are in UTC.</summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    /// <summary>The most by which clocks are changed anywhere, with room.</summary>
    public static readonly TimeSpan LongestShift = TimeSpan.FromHours(3);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stride = TimeSpan.FromHours(6);

    public TimeZoneInfo Zone => zone;

    /// <exception cref="ScheduleException">This machine does not know the zone.</exception>
    public static ZoneClock Of(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)
        ? new ZoneClock(zone)
        : throw new ScheduleException(
            $"TimeZone is '{timeZone}', which this machine does not know. Use an IANA name such as 'Europe/Helsinki', or 'UTC'.");

    /// <summary>What clocks show at an instant, with the offset.</summary>
    public DateTimeOffset Show(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>What clocks show at an instant.</summary>
    public DateTime LocalOf(DateTimeOffset instant) => Show(instant).DateTime;

    /// <summary>When clocks show that time: the first time when they do so twice, and the end of the gap when they skip it.</summary>
    public DateTimeOffset FirstOf(DateTime local)
    {
        if (zone.IsInvalidTime(local))
        {
            local = local.AddTicks(-(local.Ticks % Minute.Ticks));
            while (zone.IsInvalidTime(local))
            {
                local += Minute;
            }
        }

        return Instant(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }

    /// <summary>The same, but the last time when they do so twice.</summary>
    public DateTimeOffset LastOf(DateTime local) =>
        zone.IsAmbiguousTime(local) ? Instant(local, zone.GetAmbiguousTimeOffsets(local).Min()) : FirstOf(local);

    /// <summary>All instants at which clocks show that time: none, one or two.</summary>
    public IEnumerable<DateTimeOffset> AllOf(DateTime local)
    {
        if (!zone.IsInvalidTime(local))
        {
            yield return FirstOf(local);
            if (zone.IsAmbiguousTime(local))
            {
                yield return LastOf(local);
            }
        }
    }

    /// <summary>When clocks show the time of the instant again, or have shown it before; null when they show it once.</summary>
    public DateTimeOffset? TwinOf(DateTimeOffset instant)
    {
        var local = LocalOf(instant);
        return !zone.IsAmbiguousTime(local) ? null : FirstOf(local) == instant ? LastOf(local) : FirstOf(local);
    }

    /// <summary>The times that clocks skip between two instants, the second included: from, and up to but without.</summary>
    public IEnumerable<(DateTime From, DateTime To)> GapsIn(DateTimeOffset after, DateTimeOffset upTo)
    {
        for (var low = after; low < upTo;)
        {
            var high = upTo - low > Stride ? low + Stride : upTo;
            var (before, behind) = (zone.GetUtcOffset(low), zone.GetUtcOffset(high));
            if (before < behind)
            {
                var change = FirstWith(behind, low, high);
                yield return (change.UtcDateTime + before, change.UtcDateTime + behind);
            }

            low = high;
        }
    }

    private DateTimeOffset FirstWith(TimeSpan offset, DateTimeOffset low, DateTimeOffset high)
    {
        while (high - low > Second)
        {
            var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
            (low, high) = zone.GetUtcOffset(middle) == offset ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static DateTimeOffset Instant(DateTime local, TimeSpan offset) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUniversalTime();
}
