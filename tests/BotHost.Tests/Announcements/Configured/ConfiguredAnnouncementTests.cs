using BotPlatform.BotHost.Announcements.Configured;
using BotPlatform.BotHost.Tests.Announcements.Commands;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Announcements.Configured;

/// <summary>Announcements of the configuration.</summary>
public sealed class ConfiguredAnnouncementTests : IDisposable
{
    private static readonly string[] Morning =
    [
        "--Announcements:0:Name=morning", "--Announcements:0:TimeZone=Europe/Helsinki", "--Announcements:0:Cron=0 9 * * 1-5",
        "--Announcements:0:Dialog=5f00000000000000000000aa", "--Announcements:0:Text=Good morning.",
    ];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_announcement_that_is_due_is_posted()
    {
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(8);
        await using var host = await StartAsync([.. Morning, $"--Announcements:0:Cron={soon.Second} * * * * ?"], new FakeNetwork
        {
            OnAsk = (asked, _) => Task.FromResult<object>(new DialogInfo { Dialog = ((GetDialog)asked).Dialog, Type = DialogType.Group }),
        });

        var sent = await host.Network.NextSentAsync();

        Assert.Equal("Good morning.", sent.Text);
        Assert.Equal(new DialogRef("5f00000000000000000000aa"), sent.Dialog);
        Assert.StartsWith("announcement/morning/", sent.CommandId, StringComparison.Ordinal);
        Assert.Equal(0, sent.CreatedAt.Millisecond);
    }

    [Fact]
    public async Task It_is_posted_by_the_account_that_it_names_on_any_network()
    {
        var (second, other) = (new AccountRef("sample", "105"), new FakeNetwork(new AccountRef("other", "106")));
        await using var host = await TestHost.StartAsync(
            new FakeNetwork(new AccountRef("sample", "100"), second),
            services => services.AddSingleton<IChatConnectorFactory>(other),
            [
                .. Morning, "--Announcements:0:Account=sample/105", "--Announcements:1:Name=evening", "--Announcements:1:Dialog=101",
                "--Announcements:1:Text=Good night.", "--Announcements:1:Account=106",
            ]);

        Assert.Equal("Good night.", (await other.NextSentAsync()).Text); // it has no schedule, so it is said at once
        Assert.Equal(second, (await WhenAsync(host, "morning", one => one.IsConfigured)).Announcement.Account);
    }

    [Fact]
    public async Task Another_start_changes_nothing_and_another_configuration_does()
    {
        await using (var first = await StartAsync(Morning))
        {
            await WhenAsync(first, "morning", one => one.State == AnnouncementState.Active);
        }

        await using (var second = await StartAsync([.. Morning, "--Announcements:1:Name=noon", "--Announcements:1:Every=06:00:00",
            "--Announcements:1:Users:0=101", "--Announcements:1:Text=Lunch."]))
        {
            await WhenAsync(second, "noon", one => one.State == AnnouncementState.Active);
            Assert.Equal(["create"], (await second.AuditAsync("morning")).Select(entry => entry.Action));
        }

        await using var third = await StartAsync([.. Morning, "--Announcements:0:Text=Good day."]);

        Assert.Equal("Good day.", (await WhenAsync(third, "morning", one => one.Announcement.Content.Text == "Good day."))
            .Announcement.Content.Text);
        await WhenAsync(third, "noon", one => one.State == AnnouncementState.Cancelled);
        Assert.Equal(
            [("change", "configuration"), ("create", "configuration")],
            (await third.AuditAsync("morning")).Select(entry => (entry.Action, entry.By)));
    }

    [Fact]
    public async Task An_interval_of_the_configuration_goes_on_where_it_was()
    {
        string[] every = [.. Morning.Where(one => !one.Contains("Cron", StringComparison.Ordinal)), "--Announcements:0:Every=06:00:00"];
        DateTimeOffset next;
        await using (var first = await StartAsync(every))
        {
            next = (await WhenAsync(first, "morning", _ => true)).Next[0].At;
        }

        await using var second = await StartAsync([.. every, "--Announcements:1:Name=sign", "--Announcements:1:Text=On.", "--Announcements:1:Users:0=101"]);
        await WhenAsync(second, "sign", _ => true);

        Assert.Equal(next, (await second.GetAsync("morning")).Next[0].At);
        Assert.Equal(["create"], (await second.AuditAsync("morning")).Select(entry => entry.Action));
    }

    [Fact]
    public async Task What_is_in_the_configuration_is_changed_in_the_configuration()
    {
        await using var host = await StartAsync(Morning);
        await WhenAsync(host, "morning", _ => true);

        Assert.Equal(
            "The announcement 'morning' is of the configuration: take it out there, or pause it.",
            (await Asking.RefusalAsync(() => host.CancelAsync("morning"))).Sentence);
        Assert.Equal(
            "The announcement 'morning' is of the configuration: change it there.",
            (await Asking.RefusalAsync(() => host.AskAsync(
                new ChangeAnnouncement { RequestId = "1", By = Asking.Somebody, Announcement = Asking.News("morning") }))).Sentence);
        Assert.Equal(AnnouncementState.Paused, (await host.PauseAsync("morning")).State);
    }

    [Fact]
    public async Task An_account_that_the_host_does_not_have_stops_the_start()
    {
        var problems = await Startup.ProblemsAsync([.. Morning, "--Announcements:0:Account=999"]);

        Assert.Contains("'morning' is to be said by the account 999", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var problems = await Startup.ProblemsAsync(
            [.. Morning, "--Announcements:0:Cron=every morning", "--Announcements:1:Name=morning", "--Announcements:1:Dialog=101",
                "--Announcements:1:Text=Again.", "--Announcements:2:Name=lost", "--Announcements:2:Text={{user.shoeSize}}",
                "--Announcements:3:Name=typo", "--Announcements:3:Crom=0 9 * * *"]);

        Assert.Contains(problems, problem => problem.StartsWith("Announcements:0: schedule: Cron is 'every morning'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("have the Name 'morning'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Announcements:2: audience", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Announcements:2: content.text", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Announcements:3: ", StringComparison.Ordinal)
            && problem.Contains("Crom", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_whose_time_has_passed_does_not_stop_the_start()
    {
        await using var host = await StartAsync(
            [.. Morning.Where(one => !one.Contains("Cron", StringComparison.Ordinal)), "--Announcements:0:At=2020-01-01T09:00",
                "--Announcements:1:Name=sign", "--Announcements:1:Text=On.", "--Announcements:1:Users:0=101"]);

        await WhenAsync(host, "sign", _ => true);

        Assert.Null(await host.Announcements().FindAsync("morning", TestTimeout.Token));
    }

    [Fact]
    public void Everything_can_be_said_in_both_places()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MaxInFlight"] = "10",
            ["7:Name"] = "old",
            ["Items:0:Name"] = "all",
            ["Items:0:Text"] = "Hello",
            ["Items:0:Attachments:0:Type"] = "image",
            ["Items:0:Attachments:0:Url"] = "https://example.com/cat.png",
            ["Items:0:Metadata:campaign"] = "spring",
            ["Items:0:Silent"] = "true",
            ["Items:0:SaveToHistory"] = "false",
            ["Items:0:Users:0"] = "101",
            ["Items:0:DialogTypes:0"] = "group",
            ["Items:0:MembersOf:0"] = "d1",
            ["Items:0:Tags:0"] = "beta",
            ["Items:0:Find:0:Key"] = "login",
            ["Items:0:Find:0:Values:0"] = "bob",
            ["Items:0:Except:0"] = "102",
            ["Items:0:Rule"] = "FREQ=DAILY",
            ["Items:0:From"] = "2030-01-01T09:00",
            ["Items:0:Misfire"] = "skip",
            ["Items:0:QuietHours:From"] = "22:00",
            ["Items:0:QuietHours:To"] = "08:00",
            ["Items:0:ExpiresAfter"] = "02:00:00",
            ["Items:0:Rate"] = "2.5",
        }).Build();

        var items = ConfiguredItem.ReadAll(configuration);

        Assert.Equal(["7", "Items:0"], items.Select(item => item.Section));
        Assert.All(items, item => Assert.Null(item.Problem));
        var all = items[1].Options!.ToAnnouncement(new AccountRef("sample", "100"));
        Assert.Equal(("image", "https://example.com/cat.png"), (all.Content.Attachments[0].Type, all.Content.Attachments[0].Url));
        Assert.Equal(("spring", true, false), (all.Content.Metadata["campaign"], all.Content.IsSilent, all.Content.SaveToHistory));
        Assert.Equal([UserKey.Login, UserKey.Tag], all.Audience.Find.Select(query => query.Key));
        Assert.Equal((DialogType.Group, "d1", "102"), (all.Audience.DialogTypes[0], all.Audience.MembersOf[0].Id, all.Audience.Except[0].Id));
        Assert.Equal(("FREQ=DAILY", ScheduleMisfire.Skip), (all.Schedule!.Rule, all.Schedule.Misfire));
        Assert.Equal((new TimeOnly(22, 0), TimeSpan.FromHours(2), 2.5), (all.QuietHours!.From, all.ExpiresAfter!.Value, all.Rate!.Value));
    }

    private Task<TestHost> StartAsync(string[] settings, FakeNetwork? network = null) =>
        TestHost.StartAsync(network, configure: null, [TestHost.StorageIn(_directory), .. settings]);

    private static async Task<AnnouncementDetails> WhenAsync(TestHost host, string name, Func<AnnouncementDetails, bool> fits)
    {
        AnnouncementDetails? found = null;
        await Until.TrueAsync(async () => await host.Announcements().FindAsync(name, TestTimeout.Token) is not null
            && fits(found = await host.GetAsync(name)));
        return found!;
    }
}
