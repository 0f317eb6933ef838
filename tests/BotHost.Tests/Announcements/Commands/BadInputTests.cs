using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Announcements.Commands;

/// <summary>What people get wrong: a sentence before anything is sent, or a row in the report.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string> Schedules => new()
    {
        { "cron 0 9 30 2 *", "which never comes" },
        { "cron every morning", "Cron is 'every morning'" },
        { "at 2020-01-01T09:00", "which has passed" },
        { "rule FREQ=SOMETIMES", "Rule is" },
        { "zone Mars/Olympus", "which this machine does not know" },
    };

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task A_time_that_never_comes_is_refused_with_a_sentence(string written, string sentence)
    {
        await using var host = await TestHost.StartAsync();
        var word = written.Split(' ', 2);
        var schedule = word[0] switch
        {
            "cron" => new AnnouncementSchedule { Cron = word[1] },
            "at" => new AnnouncementSchedule { At = word[1] },
            "rule" => new AnnouncementSchedule { Rule = word[1] },
            _ => Asking.EveryMorning with { TimeZone = word[1] },
        };

        var refusal = await Asking.RefusalAsync(() => host.CreateAsync(Asking.News(schedule: schedule)));

        Assert.Equal(AnnouncementRefusals.Invalid, refusal.Reason);
        Assert.Contains(sentence, refusal.Sentence, StringComparison.Ordinal);
        Assert.Empty(await host.Announcements().ListAsync(TestTimeout.Token));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_is_kept()
    {
        await using var host = await TestHost.StartAsync();
        var wrong = Asking.News("No Name!") with
        {
            Account = new AccountRef("sample", "999"),
            Content = new AnnouncementContent { Text = "Hello {{user.shoeSize}}" },
            Audience = new AnnouncementAudience(),
            Rate = -1,
            ExpiresAfter = TimeSpan.Zero,
        };

        var (_, sentence) = await Asking.RefusalAsync(() => host.CreateAsync(wrong));

        Assert.All(
            (string[])["name is 1 to 60", "account is 999", "user.shoeSize", "audience", "rate is", "expiresAfter is"],
            part => Assert.Contains(part, sentence, StringComparison.Ordinal));
        Assert.Empty(await host.Announcements().ListAsync(TestTimeout.Token));
        Assert.Equal("create", Assert.Single(await host.AuditAsync(name: null)).Action);
    }

    [Fact]
    public async Task A_refusal_is_short_however_much_was_sent()
    {
        await using var host = await TestHost.StartAsync();
        var wrong = Asking.News() with
        {
            Account = new AccountRef("sample", new string('9', 5000)),
            Schedule = Asking.EveryMorning with { TimeZone = new string('x', 5000) },
            Content = new AnnouncementContent
            {
                Text = "x",
                Metadata = Enumerable.Range(0, 90).ToDictionary(number => $"{new string('k', 3000)}{number}", _ => "{{x}}"),
            },
        };

        var (_, sentence) = await Asking.RefusalAsync(() => host.CreateAsync(wrong));
        var (_, unknown) = await Asking.RefusalAsync(() => host.PauseAsync(new string('n', 5000)));

        Assert.InRange(sentence.Length, 1, 2000);
        Assert.EndsWith(" more.", sentence, StringComparison.Ordinal);
        Assert.InRange(unknown.Length, 1, 2000);
        Assert.All(await host.AuditAsync(name: null), entry => Assert.InRange(entry.Details!.Length, 1, 2000));
    }

    [Fact]
    public async Task Nobody_with_the_tag_is_a_run_that_has_failed_and_says_so()
    {
        await using var host = await TestHost.StartAsync(new FakeNetwork
        {
            OnAsk = (_, _) => Task.FromResult<object>(new FoundUsers { Users = [] }),
        });
        var nobody = Asking.News() with
        {
            Audience = new AnnouncementAudience { Find = [new UserQuery(UserKey.Tag, ["nobody"])] },
        };

        AnnouncementPreviewed? preview = null;
        await Until.TrueAsync(async () => // as soon as the account is connected
            (preview = await host.AskAsync(new PreviewAnnouncement { RequestId = "1", By = Asking.Somebody, Announcement = nobody }))
                .Problems is [var problem] && !problem.Contains("now", StringComparison.Ordinal));
        await host.CreateAsync(nobody);
        var run = await host.WhenAsync(RunState.Failed);

        Assert.Equal((0, "audience: nobody is found."), (preview!.Recipients, Assert.Single(preview.Problems)));
        Assert.Equal("There is nobody to send it to.", run.Problem);
    }

    [Fact]
    public async Task Who_blocks_the_account_is_a_row_and_is_tried_again_alone()
    {
        var isBlocked = true;
        await using var host = await TestHost.StartAsync(new FakeNetwork
        {
            OnSend = (command, _) => command.Dialog.Id == "102" && isBlocked
                ? throw new ConnectorRefusedException("The user blocks the account.", "service-unavailable")
                : Task.CompletedTask,
        });
        await host.CreateAsync(Asking.News() with
        {
            Audience = new AnnouncementAudience { Users = [new UserRef("101"), new UserRef("102")] },
        });
        var run = await host.WhenAsync(RunState.Completed);
        var row = Assert.Single(await host.Announcements().ReadAsync(run.Run, [RecipientState.Refused], 0, 10, TestTimeout.Token));
        Assert.Equal("102", row.User);

        isBlocked = false;
        var retried = await host.AskAsync(new RetryFailed { RequestId = "1", By = Asking.Somebody, Name = "news" });
        await host.WhenAsync(RunState.Completed, one => one.Recipients.GetValueOrDefault(RecipientState.Acknowledged) == 2);

        Assert.Equal(1, retried.Retried);
        Assert.Equal(["101", "102"], host.Network.TakeSent().Select(sent => sent.Dialog.Id));
        Assert.Equal(
            (AnnouncementRefusals.Conflict, $"Nobody was refused or failed in run {run.Run} of the announcement 'news'."),
            await Asking.RefusalAsync(() => host.AskAsync(new RetryFailed { RequestId = "2", By = Asking.Somebody, Name = "news" })));
    }

    [Fact]
    public async Task Starting_the_same_run_again_is_the_same_run()
    {
        await using var host = await TestHost.StartAsync();
        await host.CreateAsync(Asking.News(schedule: Asking.EveryMorning));
        var due = Sample.Moment;

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.StartRunAsync(due)));

        Assert.Single(runs.Select(run => run.Run).Distinct());
        await host.WhenAsync(RunState.Completed);
        Assert.Single(host.Network.TakeSent());
    }

    [Fact]
    public async Task What_is_due_in_a_pause_waits_as_its_schedule_says()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var misfire in Enum.GetValues<ScheduleMisfire>())
        {
            var name = $"news-{misfire}".ToLowerInvariant();
            await host.CreateAsync(Asking.News(name, Asking.EveryMorning with { Misfire = misfire }), id: name);
            await host.PauseAsync(name);
            for (var day = 0; day < 3; day++)
            {
                Task start = misfire == ScheduleMisfire.Skip
                    ? Asking.RefusalAsync(() => host.StartRunAsync(Sample.Moment.AddDays(day), name))
                    : host.StartRunAsync(Sample.Moment.AddDays(day), name);
                await start;
            }
        }

        Assert.Single(await host.RunsAsync("news-runonce"));
        Assert.Empty(await host.RunsAsync("news-skip"));
        Assert.Equal(3, (await host.RunsAsync("news-catchup")).Count);
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task A_test_goes_to_one_user_at_once_also_while_the_announcement_is_paused()
    {
        await using var host = await TestHost.StartAsync();
        await host.CreateAsync(
            Asking.News() with { QuietHours = new QuietHours { From = new TimeOnly(0, 0), To = new TimeOnly(23, 59) } }, isPaused: true);

        var test = await host.AskAsync(
            new TestAnnouncement { RequestId = "1", By = Asking.Somebody, Name = "news", To = new UserRef("104") });

        Assert.True(test.IsTest);
        Assert.Equal("104", (await host.Network.NextSentAsync()).Dialog.Id);
        Assert.Equal(AnnouncementState.Paused, (await host.GetAsync()).State);
        Assert.Null((await host.GetAsync()).LatestRun);
    }

    [Fact]
    public async Task A_run_of_another_announcement_is_none_of_this_one()
    {
        await using var host = await TestHost.StartAsync();
        var other = (await host.CreateAsync(Asking.News("other"))).LatestRun!.Run;
        await host.CreateAsync(Asking.News(schedule: Asking.EveryMorning), id: "2");

        Assert.Equal(
            (AnnouncementRefusals.NotFound, $"The announcement 'news' has no run {other}."),
            await Asking.RefusalAsync(() => host.StopRunAsync(other)));
    }
}
