using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Announcements.Commands;

/// <summary>Short words for what is asked of announcements at a host, over its bus.</summary>
internal static class Asking
{
    public static Requester Somebody { get; } = new() { Way = RequestWay.Http, Name = "ops" };

    /// <summary>To one user, at once.</summary>
    public static Announcement News(string name = "news", AnnouncementSchedule? schedule = null) => new()
    {
        Name = name,
        Account = Sample.Account,
        Content = new AnnouncementContent { Text = "We are open on Sunday." },
        Audience = new AnnouncementAudience { Users = [new UserRef("101")] },
        Schedule = schedule,
    };

    public static AnnouncementSchedule EveryMorning { get; } = new() { Cron = "0 9 * * *", TimeZone = "Europe/Berlin" };

    public static IAnnouncementStore Announcements(this TestHost host) => host.Services.GetRequiredService<IAnnouncementStore>();

    public static Task<TAnswer> AskAsync<TAnswer>(this TestHost host, IAnnouncementRequest<TAnswer> request)
        where TAnswer : class =>
        host.Services.GetRequiredService<AnnouncementClient>().AskAsync(request, TestTimeout.Token);

    public static Task<AnnouncementDetails> CreateAsync(
        this TestHost host, Announcement announcement, string id = "1", bool isPaused = false, Requester? by = null) =>
        host.AskAsync(new CreateAnnouncement { RequestId = id, By = by ?? Somebody, Announcement = announcement, IsPaused = isPaused });

    public static Task<AnnouncementDetails> PauseAsync(this TestHost host, string name = "news") =>
        host.AskAsync(new PauseAnnouncement { RequestId = "pause", By = Somebody, Name = name });

    public static Task<AnnouncementDetails> ResumeAsync(this TestHost host, string name = "news") =>
        host.AskAsync(new ResumeAnnouncement { RequestId = "resume", By = Somebody, Name = name });

    public static Task<AnnouncementDetails> CancelAsync(this TestHost host, string name = "news") =>
        host.AskAsync(new CancelAnnouncement { RequestId = "cancel", By = Somebody, Name = name });

    public static Task<AnnouncementDetails> GetAsync(this TestHost host, string name = "news", Requester? by = null) =>
        host.AskAsync(new GetAnnouncement { RequestId = "get", By = by ?? Somebody, Name = name });

    public static Task<RunDetails> StartRunAsync(this TestHost host, DateTimeOffset dueAt, string name = "news") =>
        host.AskAsync(new StartAnnouncementRun { RequestId = "start", By = Somebody, Name = name, DueAt = dueAt });

    public static Task<RunDetails> StopRunAsync(this TestHost host, long? run = null, string name = "news") =>
        host.AskAsync(new StopRun { RequestId = "stop", By = Somebody, Name = name, Run = run });

    public static async Task<IReadOnlyList<RunDetails>> RunsAsync(this TestHost host, string name = "news") =>
        (await host.AskAsync(new ListRuns { RequestId = "runs", By = Somebody, Name = name })).Runs;

    public static async Task<IReadOnlyList<AuditEntry>> AuditAsync(this TestHost host, string? name = "news") =>
        (await host.AskAsync(new ListAnnouncementAudit { RequestId = "audit", By = Somebody, Name = name })).Entries;

    /// <summary>Waits until the latest run is in a state, and fits.</summary>
    public static async Task<RunDetails> WhenAsync(
        this TestHost host, RunState state, Func<RunDetails, bool>? fits = null, string name = "news")
    {
        RunDetails? found = null;
        await Until.TrueAsync(async () =>
            (found = (await host.GetAsync(name)).LatestRun)?.State == state && (fits is null || fits(found)));
        return found!;
    }

    /// <summary>The reason and the sentence of a refusal.</summary>
    public static async Task<(string Reason, string Sentence)> RefusalAsync(Func<Task> ask)
    {
        var error = await Assert.ThrowsAsync<RequestFailedException>(ask);
        return (error.Reason, error.Message);
    }
}
