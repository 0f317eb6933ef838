using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <inheritdoc />
internal sealed class ScheduleProblems(AnnouncementTimes times) : IScheduleCheck
{
    /// <summary>Says where it is.</summary>
    public static string Sentence(string problem) => $"schedule: {problem}";

    public IEnumerable<string> Problems(Announcement announcement)
    {
        if (announcement.Schedule is { } schedule && times.ProblemOf(schedule) is { } problem)
        {
            yield return Sentence(problem);
        }

        if (announcement.QuietHours is { } quiet && WhyNot(quiet) is { } wrong)
        {
            yield return $"quietHours: {wrong}";
        }
    }

    private static string? WhyNot(QuietHours quiet)
    {
        try
        {
            _ = new QuietTimes(quiet);
            return null;
        }
        catch (ScheduleException error)
        {
            return error.Message;
        }
    }
}
