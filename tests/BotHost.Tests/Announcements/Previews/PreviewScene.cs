using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Tests.Announcements.Audience;
using BotPlatform.BotHost.Tests.Fakes;

namespace BotPlatform.BotHost.Tests.Announcements.Previews;

/// <summary>What looks at announcements, without a host.</summary>
internal static class PreviewScene
{
    public static AnnouncementCheck Check(params IScheduleCheck[] schedules) => new(
        new AccountConnections([new FakeNetwork()], new Installation(null!), TimeProvider.System), new TemplateCache(), schedules);

    public static AnnouncementPreview Preview(FakeAsking network) => new(
        Check(), network, new TemplateCache(), new AnnouncementWriter(new TemplateCache()), new ManualClock());
}
