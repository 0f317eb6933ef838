using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Scheduling.Schedules;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Finds what is wrong with announcements before the first one is due.</summary>
internal sealed class AnnouncementsValidator : IValidateOptions<AnnouncementsOptions>
{
    public ValidateOptionsResult Validate(string? name, AnnouncementsOptions options)
    {
        var problems = options.All.SelectMany((one, index) => Problems($"Announcements:{index}", one)).ToList();
        problems.AddRange(options.All
            .GroupBy(one => one.Name, StringComparer.Ordinal)
            .Where(group => group.Key.Length > 0 && group.Count() > 1)
            .Select(group => $"Announcements: {group.Count()} of them have the Name '{group.Key}'. Give each its own."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(string section, AnnouncementOptions one)
    {
        foreach (var problem in SectionOptions.Problems(section, one))
        {
            yield return problem;
        }

        if (one.Cron.Length > 0 && !CronSchedules.TryParse(one.Cron, out _))
        {
            yield return $"{section}:Cron is '{one.Cron}', which is no schedule. Write five fields (minute hour day month "
                + "weekday: '0 9 * * 1-5') or six with the second first ('0 0 9 ? * MON-FRI').";
        }

        if (one.TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(one.TimeZone, out _))
        {
            yield return $"{section}:TimeZone is '{one.TimeZone}', which this machine does not know. Use an IANA name such as "
                + "'Europe/Helsinki', or 'UTC'.";
        }
    }
}
