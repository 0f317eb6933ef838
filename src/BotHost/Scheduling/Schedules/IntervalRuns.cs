namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Again and again after the same time, whatever clocks show.</summary>
/// <param name="origin">From where it is counted.</param>
/// <param name="includesOrigin">Whether that is the first run.</param>
/// <param name="every">The time between two runs.</param>
internal sealed class IntervalRuns(DateTimeOffset origin, bool includesOrigin, TimeSpan every) : IRuns
{
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        var first = includesOrigin ? origin : origin + every;
        return instant < first ? first : origin + (every * (((instant - origin).Ticks / every.Ticks) + 1));
    }

    public IEnumerable<DateTime> NamedIn(DateTime from, DateTime to) => []; // it names none
}
