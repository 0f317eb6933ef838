using BotPlatform.Bots.Announcements;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.Bots.Tests.Announcements;

/// <summary>What a host answers that does what it is asked.</summary>
internal static class Answers
{
    public static BotHarness<AnnouncementBot> AddTo(BotHarness<AnnouncementBot> bot)
    {
        bot.AnswerAnnouncements((CreateAnnouncement asked) => Details(asked.Announcement, AnnouncementState.Paused));
        bot.AnswerAnnouncements((ResumeAnnouncement asked) => Details(Named(asked.Name), AnnouncementState.Completed));
        bot.AnswerAnnouncements((GetRun asked) => Run(asked.Name));
        bot.AnswerAnnouncements((RetryFailed asked) => new RetriedRun { Run = Run(asked.Name), Retried = 1 });
        bot.AnswerAnnouncements((ListAnnouncements _) => new AnnouncementList { Announcements = [] });
        return bot;
    }

    public static RunDetails Run(string name) => new()
    {
        Run = 7,
        Announcement = name,
        DueAt = Sample.Moment,
        State = RunState.Completed,
        Recipients = new Dictionary<RecipientState, long> { [RecipientState.Read] = 1, [RecipientState.Refused] = 1 },
    };

    private static Announcement Named(string name) => new()
    {
        Name = name,
        Account = Sample.Account,
        Content = new AnnouncementContent { Text = "Hello" },
        Audience = new AnnouncementAudience(),
    };

    private static AnnouncementDetails Details(Announcement announcement, AnnouncementState state) => new()
    {
        Announcement = announcement,
        State = state,
        CreatedBy = "user 101 in chat",
        CreatedAt = Sample.Moment,
        ChangedAt = Sample.Moment,
    };
}
