namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Times on clocks that a schedule names, in order.</summary>
internal interface ITimes
{
    /// <summary>All after one of them.</summary>
    IEnumerable<DateTime> After(DateTime local);
}

/// <summary>The same time every so many days.</summary>
/// <param name="origin">From where it is counted.</param>
/// <param name="includesOrigin">Whether that is the first.</param>
/// <param name="days">The days between two of them.</param>
internal sealed class DailyTimes(DateTime origin, bool includesOrigin, int days) : ITimes
{
    public IEnumerable<DateTime> After(DateTime local)
    {
        var number = local < origin ? (includesOrigin ? 0 : 1) : (int)((local - origin).Days / days) + 1;
        for (; number <= (DateTime.MaxValue - origin).Days / days; number++)
        {
            yield return origin.AddDays((double)number * days);
        }
    }
}
