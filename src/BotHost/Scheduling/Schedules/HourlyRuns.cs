namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// At named times of every hour, as often as clocks show them: not at those that they skip, and in both hours that look the same.
/// </summary>
internal sealed class HourlyRuns(ITimes times, ZoneClock clock) : IRuns
{
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        DateTimeOffset? best = null;
        foreach (var local in times.After(clock.LocalOf(instant) - ZoneClock.LongestShift))
        {
            if (best is { } found && local > clock.LocalOf(found) + ZoneClock.LongestShift)
            {
                break; // what follows on clocks follows in time
            }

            foreach (var run in clock.AllOf(local))
            {
                best = run > instant && (best is null || run < best) ? run : best;
            }
        }

        return best;
    }

    public IEnumerable<DateTime> NamedIn(DateTime from, DateTime to) => times.After(from.AddSeconds(-1)).TakeWhile(local => local < to);
}
