using BotPlatform.BotHost.Announcements;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Announcements;

public sealed class AnnouncementTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public async Task An_announcement_that_is_due_is_posted()
    {
        await using var host = await StartAsync("--Announcements:0:Cron=* * * * * ?");

        var sent = await host.Network.NextSentAsync();

        Assert.Equal("Good morning.", sent.Text);
        Assert.Equal(new DialogRef("5f00000000000000000000aa"), sent.Dialog);
        Assert.StartsWith("announcement/morning/", sent.CommandId, StringComparison.Ordinal);
        Assert.Equal(0, sent.CreatedAt.Millisecond);
    }

    [Fact]
    public async Task What_is_due_at_the_same_moment_is_posted_once_and_at_another_moment_again()
    {
        await using var host = await StartAsync("--Announcements:0:Cron=0 9 1 1 *");
        var announcer = host.Services.GetRequiredService<Announcer>();

        await announcer.PostAsync("morning", Due, TestTimeout.Token);
        await announcer.PostAsync("morning", Due.ToUniversalTime(), TestTimeout.Token);
        await announcer.PostAsync("morning", Due.AddDays(1), TestTimeout.Token);

        var first = await host.Network.NextSentAsync();
        var second = await host.Network.NextSentAsync();
        Assert.Equal((Due, Due.AddDays(1)), (first.CreatedAt, second.CreatedAt));
        Assert.NotEqual(first.CommandId, second.CommandId);
    }

    [Fact]
    public async Task It_is_posted_by_the_account_that_it_names()
    {
        var second = new AccountRef("sample", "105");
        await using var host = await TestHost.StartAsync(
            new FakeNetwork(new AccountRef("sample", "100"), second), configure: null,
            [.. Settings, "--Announcements:0:Cron=* * * * * ?", "--Announcements:0:Account=105"]);

        Assert.Equal(second, (await host.Network.NextSentAsync()).Account);
    }

    [Fact]
    public async Task The_account_may_be_on_any_network()
    {
        var other = new FakeNetwork(new AccountRef("other", "105"));
        await using var host = await TestHost.StartAsync(
            network: null, services => services.AddSingleton<IChatConnectorFactory>(other),
            [.. Settings, "--Announcements:0:Cron=* * * * * ?", "--Announcements:0:Account=105"]);

        Assert.Equal("Good morning.", (await other.NextSentAsync()).Text);
    }

    [Fact]
    public async Task An_account_that_the_host_does_not_have_stops_the_start()
    {
        var problems = await Startup.ProblemsAsync(
            [.. Settings, "--Announcements:0:Cron=0 9 * * *", "--Announcements:0:Account=999"]);

        Assert.Contains("'morning' is to be posted by the account 999", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var problems = await Startup.ProblemsAsync(
            [.. Settings, "--Announcements:0:Cron=every morning", "--Announcements:0:TimeZone=Mars/Olympus",
                "--Announcements:1:Name=morning", "--Announcements:1:Cron=0 9 * * 1-5"]);

        Assert.Contains(problems, problem => problem.StartsWith("Announcements:0:Cron is 'every morning'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Announcements:0:TimeZone is 'Mars/Olympus'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Announcements:1:Dialog is not set", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Announcements:1:Text is not set", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("have the Name 'morning'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0 9 * * 1-5", true)]
    [InlineData("*/5 * * * *", true)]
    [InlineData("0 0 9 ? * MON-FRI", true)]
    [InlineData("0 0 9 1 1 ? 2027", true)]
    [InlineData("0 9 * *", false)]
    [InlineData("61 9 * * *", false)]
    [InlineData("soon", false)]
    public void Schedules_are_read_as_unix_or_quartz_cron(string text, bool isSchedule) =>
        Assert.Equal(isSchedule, BotHost.Scheduling.Schedules.CronSchedules.TryParse(text, out _));

    private static readonly string[] Settings =
    [
        "--Announcements:0:Name=morning", "--Announcements:0:TimeZone=Europe/Helsinki",
        "--Announcements:0:Dialog=5f00000000000000000000aa", "--Announcements:0:Text=Good morning.",
    ];

    private static Task<TestHost> StartAsync(string cron) => TestHost.StartAsync(network: null, configure: null, [.. Settings, cron]);
}
