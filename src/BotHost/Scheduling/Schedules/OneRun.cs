namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Once.</summary>
internal sealed class OneRun(WrittenTime at, ZoneClock clock) : IRuns
{
    private readonly DateTimeOffset _at = at.In(clock);

    public DateTimeOffset? After(DateTimeOffset instant) => instant < _at ? _at : null;

    public IEnumerable<DateTime> NamedIn(DateTime from, DateTime to) =>
        at.Offset is null && at.Local >= from && at.Local < to ? [at.Local] : [];
}
