using System.Globalization;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Says what a change of the clocks does to a run.</summary>
internal static class ClockChangeNote
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <param name="run">The run.</param>
    /// <param name="before">The run before it; what was skipped between the two belongs to this one.</param>
    /// <param name="runs">All runs.</param>
    /// <param name="clock">Of the schedule.</param>
    /// <returns>Null when there is nothing to say.</returns>
    public static string? Of(DateTimeOffset run, DateTimeOffset before, IRuns runs, ZoneClock clock) =>
        Skipped(run, before < run - Day ? run - Day : before, runs, clock) ?? Repeated(run, runs, clock);

    private static string? Skipped(DateTimeOffset run, DateTimeOffset after, IRuns runs, ZoneClock clock)
    {
        foreach (var (from, to) in clock.GapsIn(after, run))
        {
            foreach (var named in runs.NamedIn(from, to))
            {
                var isMoved = clock.LocalOf(run) == to && !runs.NamedIn(to, to + Second).Any();
                return $"{Text(named)} does not exist on that day{(isMoved ? $": runs at {Text(to)}" : "")}";
            }
        }

        return null;
    }

    private static string? Repeated(DateTimeOffset run, IRuns runs, ZoneClock clock)
    {
        if (clock.TwinOf(run) is not { } twin)
        {
            return null;
        }

        var which = run < twin ? "first" : "second";
        var runsTwice = runs.After(twin - Second) == twin;
        return $"{Text(clock.LocalOf(run))} comes twice: {(runsTwice ? "this is" : "runs at")} the {which}";
    }

    private static string Text(DateTime local) => local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
