namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>The runs of one kind of schedule, without its end.</summary>
internal interface IRuns
{
    /// <summary>The first run after an instant; in UTC, to the second. Null when there is none.</summary>
    DateTimeOffset? After(DateTimeOffset instant);

    /// <summary>The times on clocks that the schedule names from one time up to, but without, another; whether clocks show them or not.</summary>
    IEnumerable<DateTime> NamedIn(DateTime from, DateTime to);
}
