namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>The years that schedules are for: within them nothing that is added to a time leaves what the machine can count.</summary>
internal static class Calendar
{
    public const int FirstYear = 1970;
    public const int LastYear = 2200;

    /// <summary>The longest time between two runs, in days: ten years.</summary>
    public const int MaxDays = 3653;

    /// <summary>Behind the last run that there is.</summary>
    public static DateTimeOffset End { get; } = new(LastYear + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
