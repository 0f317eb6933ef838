using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Tests;

/// <summary>A conversation whose host is killed in its middle, in a process of its own.</summary>
public sealed class KilledConversationTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private RunningSandbox? _sandbox;
    private HostKeeper? _host;

    private string KillFile => _directory.File("kill");

    public async Task InitializeAsync()
    {
        try
        {
            _sandbox = await RunningSandbox.StartAsync();
            _host = await HostKeeper.StartAsync(
            [
                .. _sandbox.HostSettings(_sandbox.WebSocket),
                HostSettings.Argument(nameof(HostSettings.Bot), HostBot.Talking),
                HostSettings.Argument(nameof(HostSettings.KillFile), KillFile),
                HostSettings.Argument(nameof(HostSettings.BotLog), _directory.File("bot.log")),
            ]);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var one in new IAsyncDisposable?[] { _host, _sandbox }.OfType<IAsyncDisposable>())
        {
            await one.DisposeAsync();
        }
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_conversation_goes_on_after_the_host_was_killed_between_two_answers()
    {
        Assert.Contains("First?", await TellAsync("!sum"), StringComparison.Ordinal);
        await _host!.KillAsync();
        Assert.Contains("Second?", await TellAsync("20"), StringComparison.Ordinal);
        await _host.KillAsync();
        Assert.Contains("Third?", await TellAsync("300"), StringComparison.Ordinal);
        await _host.KillAsync();
        Assert.Contains("The sum is 321.", await TellAsync("1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Step.BotDone))]
    [InlineData(nameof(Step.Answering))]
    [InlineData(nameof(Step.Answered))]
    public async Task An_answer_that_the_host_dies_with_counts_once(string step)
    {
        await TellAsync("!sum");
        await TellAsync("20");
        KillSwitch.Arm(KillFile, Enum.Parse<Step>(step), 1);

        var telling = TellAsync("300");
        await _host!.StartAfterDeathAsync();
        var heard = await telling;

        heard += await TellAsync("1"); // what came while nobody listened is heard now
        Assert.Single(heard.Split('\n'), line => line.Contains("Third?", StringComparison.Ordinal));
        Assert.Contains("The sum is 321.", heard, StringComparison.Ordinal);
    }

    private async Task<string> TellAsync(string line)
    {
        var told = await RunningHost.RunAsync(
            ["chat", "alice", "--url", _sandbox!.Api.GetLeftPart(UriPartial.Authority)], line);
        return told.Output;
    }
}
