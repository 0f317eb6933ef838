namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>At named times on clocks, each exactly once: those that clocks skip at the end of the gap, those that come twice at the first.</summary>
internal sealed class FixedRuns(ITimes times, ZoneClock clock) : IRuns
{
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        foreach (var local in times.After(clock.LocalOf(instant)))
        {
            var run = clock.FirstOf(local);
            if (run > instant)
            {
                return run;
            }
        }

        return null;
    }

    public IEnumerable<DateTime> NamedIn(DateTime from, DateTime to) => times.After(from.AddSeconds(-1)).TakeWhile(local => local < to);
}
