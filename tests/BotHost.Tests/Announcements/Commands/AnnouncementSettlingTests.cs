using BotPlatform.BotHost.Announcements;
using BotPlatform.BotHost.Announcements.Commands;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Announcements.Commands;

/// <summary>Schedules and runs follow what the database says, whoever looks at it and whenever.</summary>
public sealed class AnnouncementSettlingTests : IAsyncLifetime
{
    private static readonly Requester Schedule = new() { Way = RequestWay.Schedule };

    private TestHost? _host;

    private TestHost Host => _host!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    [Fact]
    public async Task Who_read_it_before_it_was_cancelled_sets_no_schedule()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        var before = await StoredAsync();
        await Host.CancelAsync();

        Assert.Equal(AnnouncementState.Cancelled, (await SettleAsync(before)).State);

        Assert.Empty(await SetSchedulesAsync());
    }

    [Fact]
    public async Task Who_read_it_before_it_was_cancelled_begins_no_run()
    {
        await Host.CreateAsync(Asking.News(), isPaused: true);
        var before = await StoredAsync() with { State = AnnouncementState.Active };
        await Host.CancelAsync();

        Assert.Equal(AnnouncementState.Cancelled, (await SettleAsync(before)).State);

        Assert.Empty(await Host.RunsAsync());
    }

    [Fact]
    public async Task One_that_loses_its_schedule_in_a_pause_is_never_due()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        var due = Sample.Moment;
        var known = await StartAsync(due);
        await Host.PauseAsync();

        await ChangeAsync(Asking.News());

        Assert.Empty(await SetSchedulesAsync());
        Assert.Equal(
            (AnnouncementRefusals.Conflict, "The announcement 'news' has no schedule any more."),
            await Asking.RefusalAsync(() => StartAsync(due.AddDays(1))));
        Assert.Equal(known.Run, (await StartAsync(due)).Run);
    }

    [Fact]
    public async Task One_that_was_sent_stays_over_when_it_is_changed()
    {
        await Host.CreateAsync(Asking.News());

        var changed = await ChangeAsync(Asking.News() with { Rate = 1 });

        Assert.Equal((AnnouncementState.Completed, 1), (changed.State, changed.Announcement.Rate));
        Assert.Single(await Host.AuditAsync(), entry => entry.Action == "complete");
    }

    [Fact]
    public async Task What_was_stored_and_not_begun_is_begun_within_a_minute()
    {
        var clock = new ManualClock();
        await using var host = await TestHost.StartAsync(
            network: null,
            services => services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(clock),
            "--Announcements:0:Name=sign",
            "--Announcements:0:Text=On.",
            "--Announcements:0:Users:0=101");
        await Until.TrueAsync(async () =>
            await host.Announcements().FindAsync("sign", TestTimeout.Token) is { State: AnnouncementState.Completed });
        var stored = new StoredAnnouncement
        {
            Definition = Asking.News(),
            CreatedBy = "http",
            CreatedAt = clock.GetUtcNow(),
            ChangedAt = clock.GetUtcNow(),
        };
        var audit = new AuditRecord(clock.GetUtcNow(), "http", "create", "news");
        Assert.True(await host.Announcements().AddAsync(stored, audit, TestTimeout.Token));

        await Until.TrueAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return await host.Announcements().ListRunsAsync("news", 1, TestTimeout.Token) is [_];
        });
    }

    private async Task<StoredAnnouncement> StoredAsync() => (await Host.Announcements().FindAsync("news", TestTimeout.Token))!;

    private Task<StoredAnnouncement> SettleAsync(StoredAnnouncement announcement) =>
        Host.Services.GetRequiredService<AnnouncementSettling>().SettleAsync(announcement, TestTimeout.Token);

    private Task<IReadOnlyList<SetSchedule>> SetSchedulesAsync() =>
        Host.Services.GetRequiredService<JobSchedules>().ListAsync(AnnouncementJob.Group, TestTimeout.Token);

    private Task<RunDetails> StartAsync(DateTimeOffset dueAt) => Host.AskAsync(
        new StartAnnouncementRun { RequestId = $"{dueAt:O}", By = Schedule, Name = "news", DueAt = dueAt });

    private Task<AnnouncementDetails> ChangeAsync(Announcement announcement) => Host.AskAsync(
        new ChangeAnnouncement { RequestId = "change", By = Asking.Somebody, Announcement = announcement });
}
