using BotPlatform.BotSdk.Commands.Arguments;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>What clocks in a time zone show, and when; instants are in UTC.</summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    /// <summary>The most by which clocks are changed anywhere, with room.</summary>
    public static readonly TimeSpan LongestShift = TimeSpan.FromHours(3);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1); // more than any offset, and less than between two changes
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stride = TimeSpan.FromHours(6);

    public TimeZoneInfo Zone => zone;

    /// <exception cref="ScheduleException">This machine does not know the zone.</exception>
    public static ZoneClock Of(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)
        ? new ZoneClock(zone)
        : throw new ScheduleException(
            $"TimeZone is '{ShownText.Of(timeZone)}', which this machine does not know. Use an IANA name such as 'Europe/Helsinki', or 'UTC'.");

    /// <summary>What clocks show at an instant, with the offset.</summary>
    public DateTimeOffset Show(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>What clocks show at an instant.</summary>
    public DateTime LocalOf(DateTimeOffset instant) => Show(instant).DateTime;

    /// <summary>When clocks show that time: the first time when they do so twice, and the end of the gap when they skip it.</summary>
    public DateTimeOffset FirstOf(DateTime local) => AllOf(local) is [var first, ..] ? first : GapEnd(local);

    /// <summary>The same, but the last time when they do so twice.</summary>
    public DateTimeOffset LastOf(DateTime local) => AllOf(local) is [.., var last] ? last : GapEnd(local);

    /// <summary>All instants at which clocks show that time: none, one or two.</summary>
    /// <remarks>The zone is only asked what clocks show: the other way round it is wrong in Dublin and Casablanca.</remarks>
    public IReadOnlyList<DateTimeOffset> AllOf(DateTime local)
    {
        var (before, behind) = OffsetsAround(local);
        return [.. new[] { behind, before }
            .Distinct()
            .Select(offset => (Instant: Instant(local, offset), Offset: offset))
            .Where(one => zone.GetUtcOffset(one.Instant) == one.Offset)
            .Select(one => one.Instant)
            .Order()];
    }

    /// <summary>When clocks show the time of the instant again, or have shown it before; null when they show it once.</summary>
    public DateTimeOffset? TwinOf(DateTimeOffset instant) =>
        AllOf(LocalOf(instant)) is [var first, var second] ? (first == instant ? second : first) : null;

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

    private DateTimeOffset GapEnd(DateTime local)
    {
        var (before, behind) = OffsetsAround(local);
        return FirstWith(behind, Instant(local, behind), Instant(local, before));
    }

    private (TimeSpan Before, TimeSpan Behind) OffsetsAround(DateTime local)
    {
        var near = Instant(local, TimeSpan.Zero);
        return (zone.GetUtcOffset(near - Day), zone.GetUtcOffset(near + Day));
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
