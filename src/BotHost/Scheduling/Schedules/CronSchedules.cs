using System.Diagnostics.CodeAnalysis;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>Reads schedules the way people write them.</summary>
internal static class CronSchedules
{
    /// <summary>Five fields are Unix cron; six or seven are Quartz's, with the second first.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? cron)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return CronExpression.TryParse(text, fields == 5 ? CronFormat.Unix : CronFormat.Quartz, out cron);
    }
}
