using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Judging;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Tests;

/// <summary>What a bot has put off, while its host is killed around the time when it is due.</summary>
public sealed class KilledScheduleTests : IDisposable
{
    private const int Messages = 40;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(nameof(Step.BotDone), 5)]
    [InlineData(nameof(Step.Answering), 5)]
    [InlineData(nameof(Step.Answered), 5)]
    [InlineData(nameof(Step.Moving), 1)]
    [InlineData(nameof(Step.Moving), 3)]
    [InlineData(nameof(Step.Moved), 1)]
    [InlineData(nameof(Step.Moved), 3)]
    [InlineData(nameof(Step.Sending), 5)]
    public async Task Everything_that_was_put_off_comes_as_one_message(string step, int count)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var killFile = _directory.File("kill");
        await using var host = await HostKeeper.StartAsync(
        [
            .. sandbox.HostSettings(sandbox.WebSocket),
            HostSettings.Argument(nameof(HostSettings.Bot), HostBot.Postponing),
            HostSettings.Argument(nameof(HostSettings.KillFile), killFile),
            HostSettings.Argument(nameof(HostSettings.BotLog), _directory.File("bot.log")),
        ]);
        await using var alice = await Conversation.BeginAsync(sandbox, dialogs: 3, lead: Messages);
        KillSwitch.Arm(killFile, Enum.Parse<Step>(step), count);

        var writing = alice.WriteAsync(Messages, cancellationToken: TestTimeout.Token);
        await host.StartAfterDeathAsync();
        await writing;

        Assert.True(await alice.WhenAnsweredAsync(Messages, TestTimeout.Limit));
        await alice.EndAsync();
        var tally = Tally.Of(alice.Written, alice.Seen, alice.Seen);
        Assert.Equal((0, 0), (tally.Lost, tally.Renamed)); // what was on its way may come again, as the same message
    }

    [Fact]
    public async Task What_is_due_while_nobody_runs_comes_with_the_next_start()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var host = await HostKeeper.StartAsync(
        [
            .. sandbox.HostSettings(sandbox.WebSocket),
            HostSettings.Argument(nameof(HostSettings.Bot), HostBot.Postponing),
            HostSettings.Argument(nameof(HostSettings.KillFile), _directory.File("kill")),
            HostSettings.Argument(nameof(HostSettings.BotLog), _directory.File("bot.log")),
        ]);
        await using var alice = await Conversation.BeginAsync(sandbox, dialogs: 3, lead: Messages);

        await alice.WriteAsync(Messages, cancellationToken: TestTimeout.Token);
        await host.KillAsync();
        await host.KillAsync();

        Assert.True(await alice.WhenAnsweredAsync(Messages, TestTimeout.Limit));
        await alice.EndAsync();
        Assert.Equal(Messages, alice.Seen.Select(one => one.Id).Distinct().Count());
    }
}
