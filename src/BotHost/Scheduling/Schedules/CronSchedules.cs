using System.Diagnostics.CodeAnalysis;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Reads schedules the way people write them.</summary>
internal static class CronSchedules
{
    /// <summary>Five fields are Unix cron; six or seven are Quartz's, with the second first.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? cron)
    {
        var fields = Fields(text).Length;
        return CronExpression.TryParse(text, fields == 5 ? CronFormat.Unix : CronFormat.Quartz, out cron);
    }

    /// <summary>At which seconds it runs, as it is written; null in Unix cron, which names none.</summary>
    public static string? SecondOf(string text) => Fields(text) is [var second, _, _, _, _, _, ..] ? second : null;

    private static string[] Fields(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
