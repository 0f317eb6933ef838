using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Says what is wrong with an announcement before anything is done with it.</summary>
internal sealed class AnnouncementRules(AnnouncementCheck check)
{
    /// <exception cref="RequestFailedException">Something is: all of it, in sentences.</exception>
    public void Check(Announcement definition)
    {
        if (check.Problems(definition) is { Count: > 0 } problems)
        {
            throw AnnouncementRefusals.Wrong(problems);
        }
    }

    /// <summary>What is wrong with it whenever it is looked at: that its time has passed is not among it.</summary>
    public IEnumerable<string> LastingProblems(Announcement definition)
    {
        var others = check.Problems(definition with { Schedule = null });
        return definition.Schedule is { } schedule && AnnouncementTimes.LastingProblemOf(schedule) is { } problem
            ? others.Append(ScheduleProblems.Sentence(problem))
            : others;
    }
}
