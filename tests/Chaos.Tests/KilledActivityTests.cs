using System.Globalization;
using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Tests;

/// <summary>Who has been away, told by hosts that are killed while they look for people.</summary>
public sealed class KilledActivityTests : IDisposable
{
    private const int Users = 100;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(nameof(Step.Looked), 7)]
    [InlineData(nameof(Step.Looked), 40)]
    [InlineData(nameof(Step.Telling), 5)]
    [InlineData(nameof(Step.Told), 5)]
    [InlineData(nameof(Step.Told), 30)]
    public async Task Every_absence_is_one_event_for_the_bot(string step, int count)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var (killFile, log) = (_directory.File("kill"), _directory.File("bot.log"));
        string[] users = [.. Enumerable.Range(0, Users).Select(i => string.Create(CultureInfo.InvariantCulture, $"{KillingActivity.Prefix}{i:000}"))];
        await using var host = await HostKeeper.StartAsync(
        [
            .. Settings(sandbox, killFile, log), "--Activity:Rate=20",
            .. users.Select((user, index) => $"--Activity:Watch:0:Users:{index}={user}"),
        ]);
        KillSwitch.Arm(killFile, Enum.Parse<Step>(step), count);

        await host.StartAfterDeathAsync();

        await Until.TrueAsync(() => BotRecord.Read(log).Select(one => one.Text).Distinct().Count() == Users);
        await host.StopAndStartAsync();
        await host.StopAsync();
        var told = BotRecord.Read(log).Select(one => (one.Id, one.Text)).Distinct().ToList(); // a killed bot begins again with the same event
        Assert.Equal(users, told.Select(one => one.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_user_who_comes_and_goes_is_told_of_over_the_sandbox()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var log = _directory.File("bot.log");
        await using (await ComeAsync(sandbox))
        {
        }

        await using var host = await HostKeeper.StartAsync([.. Settings(sandbox, _directory.File("kill"), log), "--Activity:Watch:0:Users:0=101"]);
        await Until.TrueAsync(() => Told().SequenceEqual(["101"]));
        await using (await ComeAsync(sandbox))
        {
            await Until.TrueAsync(() => Told().SequenceEqual(["101", "101 is back"]));
        }

        await Until.TrueAsync(() => Told().SequenceEqual(["101", "101 is back", "101"]));

        IEnumerable<string> Told() => BotRecord.Read(log).DistinctBy(one => one.Id).Select(one => one.Text);
    }

    private static string[] Settings(RunningSandbox sandbox, string killFile, string log) =>
    [
        .. sandbox.HostSettings(sandbox.WebSocket),
        HostSettings.Argument(nameof(HostSettings.Bot), HostBot.Watching),
        HostSettings.Argument(nameof(HostSettings.KillFile), killFile),
        HostSettings.Argument(nameof(HostSettings.BotLog), log),
        "--Activity:Turn=00:00:00.2", "--Activity:Interval=00:00:01", "--Activity:Watch:0:InactiveAfter:0=00:00:02",
    ];

    private static Task<Conversation> ComeAsync(RunningSandbox sandbox) => Conversation.BeginAsync(sandbox, dialogs: 1, lead: 1);
}
