using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Announcements.Commands;

/// <summary>What can be done with announcements, over the bus of a whole host.</summary>
public sealed class AnnouncementChangeTests : IAsyncLifetime
{
    private TestHost? _host;

    private TestHost Host => _host!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    [Fact]
    public async Task One_that_is_made_tells_when_it_is_due_the_next_ten_times()
    {
        var made = await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));

        Assert.Equal((AnnouncementState.Active, "http (ops)", false), (made.State, made.CreatedBy, made.IsConfigured));
        Assert.Equal(10, made.Next.Count);
        Assert.All(made.Next, time => Assert.Equal(9, time.At.Hour));
        Assert.Null(made.LatestRun);
        Assert.Equal("news", Assert.Single((await Host.AskAsync(
            new ListAnnouncements { RequestId = "list", By = Asking.Somebody })).Announcements).Name);
    }

    [Fact]
    public async Task Without_a_schedule_it_begins_at_once_and_once()
    {
        var made = await Host.CreateAsync(Asking.News());

        Assert.Equal(AnnouncementState.Completed, made.State);
        Assert.Equal("news", made.LatestRun!.Announcement);
        Assert.Single(await Host.RunsAsync());
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_announcement()
    {
        var first = await Host.CreateAsync(Asking.News(), id: "a");

        var again = await Host.CreateAsync(Asking.News(), id: "a");

        Assert.Equal((first.CreatedAt, first.LatestRun!.Run), (again.CreatedAt, again.LatestRun!.Run));
        Assert.Single(await Host.RunsAsync());
    }

    [Fact]
    public async Task A_name_is_never_used_twice()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning), id: "a");
        await Host.CancelAsync();

        var refusal = await Asking.RefusalAsync(() => Host.CreateAsync(Asking.News(), id: "b"));

        Assert.Equal(
            (AnnouncementRefusals.Conflict, "There is an announcement 'news' already. Choose another name; names are never used twice."),
            refusal);
    }

    [Fact]
    public async Task One_that_begins_paused_begins_when_it_is_resumed()
    {
        await Host.CreateAsync(Asking.News(), isPaused: true);
        Assert.Empty(await Host.RunsAsync());

        var resumed = await Host.ResumeAsync();

        Assert.Equal(AnnouncementState.Completed, resumed.State);
        Assert.Single(await Host.RunsAsync());
    }

    [Fact]
    public async Task Pausing_and_resuming_twice_is_pausing_and_resuming_once()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));

        Assert.Equal(AnnouncementState.Paused, (await Host.PauseAsync()).State);
        Assert.Equal(AnnouncementState.Paused, (await Host.PauseAsync()).State);
        Assert.Equal(AnnouncementState.Active, (await Host.ResumeAsync()).State);
        Assert.Equal(AnnouncementState.Active, (await Host.ResumeAsync()).State);

        Assert.Equal(["resume", "pause", "create"], (await Host.AuditAsync()).Select(entry => entry.Action));
    }

    [Fact]
    public async Task One_that_is_cancelled_stops_and_never_begins_again()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        await Host.PauseAsync();
        var run = await Host.StartRunAsync(DateTimeOffset.UnixEpoch);

        var cancelled = await Host.CancelAsync();

        Assert.Equal((AnnouncementState.Cancelled, RunState.Stopped), (cancelled.State, cancelled.LatestRun!.State));
        Assert.Equal(run.Run, cancelled.LatestRun.Run);
        Assert.Empty(cancelled.Next);
        (string, string)[] refusals =
        [
            await Asking.RefusalAsync(() => Host.ResumeAsync()),
            await Asking.RefusalAsync(() => Host.PauseAsync()),
            await Asking.RefusalAsync(() => Host.AskAsync(
                new ChangeAnnouncement { RequestId = "change", By = Asking.Somebody, Announcement = Asking.News() })),
        ];
        Assert.All(refusals, refusal => Assert.Equal(
            (AnnouncementRefusals.Conflict, "The announcement 'news' is cancelled, and stays so."), refusal));
        Assert.Equal(
            AnnouncementRefusals.Conflict,
            (await Asking.RefusalAsync(() => Host.StartRunAsync(DateTimeOffset.UnixEpoch.AddDays(1)))).Reason);
        Assert.Single(await Host.RunsAsync());
    }

    [Fact]
    public async Task One_that_is_over_cannot_be_paused()
    {
        await Host.CreateAsync(Asking.News());
        await Host.StopRunAsync();

        Assert.Equal(
            "The announcement 'news' is over: there is nothing to pause.", (await Asking.RefusalAsync(() => Host.PauseAsync())).Sentence);
    }

    [Fact]
    public async Task A_change_is_what_it_is_from_then_on()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        var other = Asking.News(schedule: Asking.EveryMorning with { Cron = "0 18 * * *" });

        var changed = await Host.AskAsync(new ChangeAnnouncement { RequestId = "2", By = Asking.Somebody, Announcement = other });

        Assert.All(changed.Next, time => Assert.Equal(18, time.At.Hour));
        Assert.Equal("0 18 * * *", (await Host.GetAsync()).Announcement.Schedule!.Cron);
    }

    [Fact]
    public async Task An_interval_says_itself_since_when_it_counts()
    {
        var made = await Host.CreateAsync(Asking.News(schedule: new AnnouncementSchedule { Every = TimeSpan.FromHours(5) }));

        var next = made.Next[0];
        await Host.PauseAsync();
        var later = await Host.ResumeAsync();

        Assert.NotNull(made.Announcement.Schedule!.From);
        Assert.Equal(next, later.Next[0]);
    }

    [Fact]
    public async Task Everything_is_recorded_also_what_is_refused()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        await Asking.RefusalAsync(() => Host.CreateAsync(Asking.News(), id: "other", by: new Requester
        {
            Way = RequestWay.Chat,
            Name = "101",
            Bot = "announcements",
            Account = Sample.Account,
        }));

        var audit = await Host.AuditAsync();

        Assert.Equal(("create", "user 101 in chat (bot announcements)"), (audit[0].Action, audit[0].By));
        Assert.StartsWith("refused: There is an announcement 'news' already.", audit[0].Details, StringComparison.Ordinal);
        Assert.Equal(("create", "http (ops)", null), (audit[1].Action, audit[1].By, audit[1].Details));
    }

    [Fact]
    public async Task Whoever_may_speak_as_one_account_knows_nothing_of_the_others()
    {
        await Host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        var stranger = new Requester { Way = RequestWay.Chat, Name = "101", Bot = "b", Account = new AccountRef("sample", "999") };

        Assert.Equal(
            (AnnouncementRefusals.NotFound, "There is no announcement 'news'."),
            await Asking.RefusalAsync(() => Host.GetAsync(by: stranger)));
        Assert.Equal(
            AnnouncementRefusals.Forbidden, (await Asking.RefusalAsync(() => Host.CreateAsync(Asking.News("other"), by: stranger))).Reason);
        Assert.Empty((await Host.AskAsync(new ListAnnouncements { RequestId = "list", By = stranger })).Announcements);
        Assert.Empty((await Host.AskAsync(new ListAnnouncementAudit { RequestId = "audit", By = stranger })).Entries);
    }

    [Fact]
    public async Task A_request_without_an_id_is_refused() => Assert.Equal(
        AnnouncementRefusals.Invalid, (await Asking.RefusalAsync(() => Host.CreateAsync(Asking.News(), id: ""))).Reason);
}
