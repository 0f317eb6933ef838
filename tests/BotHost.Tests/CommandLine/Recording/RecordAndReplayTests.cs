using BotPlatform.BotHost.CommandLine.Recording;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Testing.Recordings;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.CommandLine.Recording;

/// <summary>What a running host does goes into a file, and the bots of a program over it.</summary>
public sealed class RecordAndReplayTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly StringWriter _said = new();

    private string File => _directory.File("recording.jsonl");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_bots_do_is_recorded_until_the_reader_has_enough_and_does_not_change_in_a_replay()
    {
        await using var host = await TestHost.StartAsync(configure: services => services.AddBot("mirror", Mirror));
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("before"));
        Assert.Equal("before", (await host.Network.NextSentAsync()).Text);

        await using (var recording = await Recorded.StartAsync(host, File, _said))
        {
            await connector.ReceiveAsync(Sample.Message("one"));
            await connector.ReceiveAsync(Sample.GroupMessage("two"));
            await recording.LinesAsync("mirror", 2);
            Assert.Equal(0, await recording.StopAsync());
        }

        Assert.Equal(0, await ReplayAsync(Mirror));
        Assert.Equal(1, await ReplayAsync(bot => bot.On<MessageReceived>((message, context, token) =>
            context.ReplyAsync(message, message.Text == "two" ? "three" : message.Text, token))));
        Assert.Contains("2 handled events: 2 the same, 0 different.", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"text\":\"three\"", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 handled events: 1 the same, 1 different.", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_leaves_out_what_happens_elsewhere()
    {
        await using var host = await TestHost.StartAsync(configure: services => services.AddBot("mirror", Mirror));
        var connector = await host.Network.NextConnectionAsync();

        await using (var recording = await Recorded.StartAsync(host, File, _said, account: "sample/100", dialog: Sample.Group.Id))
        {
            await connector.ReceiveAsync(Sample.Message("elsewhere"));
            Assert.Equal("elsewhere", (await host.Network.NextSentAsync()).Text);
            await connector.ReceiveAsync(Sample.GroupMessage("here"));
            await recording.LinesAsync("mirror", 1);
            await recording.StopAsync();
        }

        var handling = Assert.Single(await ReadAsync());
        Assert.Equal("here", ((MessageReceived)handling.Event).Text);
        Assert.Equal("here", Assert.IsType<SendMessage>(Assert.Single(handling.Commands)).Text);
    }

    [Fact]
    public async Task A_host_that_stops_says_so_in_the_last_line()
    {
        await using var host = await TestHost.StartAsync(configure: services => services.AddBot("mirror", Mirror));
        await using var recording = await Recorded.StartAsync(host, File, _said);

        await host.StopAsync();

        Assert.Equal(RecordRun.Failed, await recording.Ended);
        Assert.Contains("The host has stopped.", _said.ToString(), StringComparison.Ordinal);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task A_file_that_is_there_is_kept()
    {
        await using var host = await TestHost.StartAsync();
        await System.IO.File.WriteAllTextAsync(File, "mine", TestTimeout.Token);
        using var http = host.Http;

        Assert.Equal(RecordRun.Failed, await new RecordRun(File, overwrite: false, null, null, _said)
            .RunAsync(http.BaseAddress!, () => null, TestTimeout.Token));

        Assert.Contains("cannot be written", _said.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File, TestTimeout.Token));
    }

    [Fact]
    public async Task Without_a_host_there_is_no_file()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");

        Assert.Equal(RecordRun.Failed, await new RecordRun(File, overwrite: false, null, null, _said)
            .RunAsync(nobody, () => null, TestTimeout.Token));

        Assert.Contains("does not answer", _said.ToString(), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task What_is_no_recording_is_refused_with_a_sentence()
    {
        Assert.Equal(ReplayRun.Unreadable, await ReplayAsync(Mirror));
        await System.IO.File.WriteAllTextAsync(File, "{}\n", TestTimeout.Token);
        Assert.Equal(ReplayRun.Unreadable, await ReplayAsync(Mirror));
        await System.IO.File.WriteAllTextAsync(File, RecordingFormat.Header([], Sample.Moment), TestTimeout.Token);
        Assert.Equal(ReplayRun.Unreadable, await ReplayAsync(Mirror));
        Assert.Equal(ReplayRun.Unreadable, await ReplayAsync(Mirror, "other"));

        Assert.Equal(
            [
                $"The recording cannot be read: Could not find file '{File}'.",
                $"{File}, line 1: This is no recording: it begins with something else than {{\"recording\":1,…}}.",
                $"{File} holds no handled event.",
                "There is no bot 'other' here, but mirror.",
                "",
            ],
            _said.ToString().Split(Environment.NewLine));
    }

    private static void Mirror(BotBuilder bot) => bot.On<MessageReceived>(
        (message, context, token) => context.ReplyAsync(message, message.Text, token));

    private Task<int> ReplayAsync(Action<BotBuilder> bot, string? name = null) =>
        new ReplayRun(File, name, _said, _said).RunAsync(
            services => services.AddBot("mirror", bot), TestTimeout.Token);

    private async Task<List<RecordedHandling>> ReadAsync()
    {
        var all = new List<RecordedHandling>();
        await foreach (var one in RecordingFile.ReadAsync(File, TestTimeout.Token))
        {
            all.Add(one);
        }

        return all;
    }
}
