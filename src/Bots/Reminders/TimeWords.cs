namespace BotPlatform.Bots.Reminders;

/// <summary>The words for times in English and German, in plain letters.</summary>
internal static class TimeWords
{
    public static readonly Dictionary<string, DayOfWeek> Days = new()
    {
        ["monday"] = DayOfWeek.Monday,
        ["montag"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["dienstag"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["mittwoch"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["donnerstag"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["freitag"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["samstag"] = DayOfWeek.Saturday,
        ["sonnabend"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
        ["sonntag"] = DayOfWeek.Sunday,
    };

    /// <summary>Days counted from today.</summary>
    public static readonly Dictionary<string, int> FromToday = new()
    {
        ["today"] = 0,
        ["heute"] = 0,
        ["tomorrow"] = 1,
        ["morgen"] = 1,
        ["ubermorgen"] = 2,
    };

    public static readonly Dictionary<string, TimeSpan> Units = new()
    {
        ["s"] = TimeSpan.FromSeconds(1),
        ["sec"] = TimeSpan.FromSeconds(1),
        ["second"] = TimeSpan.FromSeconds(1),
        ["seconds"] = TimeSpan.FromSeconds(1),
        ["sekunde"] = TimeSpan.FromSeconds(1),
        ["sekunden"] = TimeSpan.FromSeconds(1),
        ["m"] = TimeSpan.FromMinutes(1),
        ["min"] = TimeSpan.FromMinutes(1),
        ["mins"] = TimeSpan.FromMinutes(1),
        ["minute"] = TimeSpan.FromMinutes(1),
        ["minutes"] = TimeSpan.FromMinutes(1),
        ["minuten"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
        ["hour"] = TimeSpan.FromHours(1),
        ["hours"] = TimeSpan.FromHours(1),
        ["stunde"] = TimeSpan.FromHours(1),
        ["stunden"] = TimeSpan.FromHours(1),
        ["std"] = TimeSpan.FromHours(1),
        ["d"] = TimeSpan.FromDays(1),
        ["day"] = TimeSpan.FromDays(1),
        ["days"] = TimeSpan.FromDays(1),
        ["tag"] = TimeSpan.FromDays(1),
        ["tage"] = TimeSpan.FromDays(1),
        ["tagen"] = TimeSpan.FromDays(1),
        ["w"] = TimeSpan.FromDays(7),
        ["week"] = TimeSpan.FromDays(7),
        ["weeks"] = TimeSpan.FromDays(7),
        ["woche"] = TimeSpan.FromDays(7),
        ["wochen"] = TimeSpan.FromDays(7),
    };

    /// <summary>Times of day that have a name.</summary>
    public static readonly Dictionary<string, TimeOnly> Times = new()
    {
        ["noon"] = new(12, 0),
        ["mittag"] = new(12, 0),
        ["mittags"] = new(12, 0),
        ["midnight"] = new(0, 0),
        ["mitternacht"] = new(0, 0),
    };

    public static readonly HashSet<string> One = ["a", "an", "one", "ein", "eine", "einer", "einem"];
    public static readonly HashSet<string> Every = ["every", "each", "jeden", "jede", "jedes"];
    public static readonly HashSet<string> Daily = ["daily", "taglich"];
    public static readonly HashSet<string> AnyDay = ["day", "tag"];
    public static readonly HashSet<string> Weekday = ["weekday", "workday", "werktag", "wochentag"];
    public static readonly HashSet<string> And = ["and", "und", "&"];
    public static readonly HashSet<string> BeforeDay = ["on", "next", "am", "nachsten", "kommenden", "den"];
    public static readonly HashSet<string> BeforeTime = ["at", "um"];
}
