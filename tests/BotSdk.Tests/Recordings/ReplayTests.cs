using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Testing.Recordings;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Tests.Recordings;

/// <summary>A recording says what bots did, and a replay whether they still do it.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_bot_that_did_not_change_does_the_same()
    {
        var recording = await RecordAsync(Counter("of"), Sample.Message("count"), Sample.GroupMessage("count"), Sample.Typing(true));

        var outcomes = await PlayAsync(recording, Counter("of"));

        Assert.Equal([ReplayOutcome.Same, ReplayOutcome.Same, ReplayOutcome.Same], outcomes.Select(one => one.Outcome));
        Assert.Equal("2 of", Assert.IsType<SendMessage>(outcomes[1].Commands[0]).Text);
    }

    [Fact]
    public async Task A_bot_that_says_something_else_is_shown_with_both()
    {
        var recording = await RecordAsync(Counter("of"), Sample.Message("count"));

        var outcome = Assert.Single(await PlayAsync(recording, Counter("out of")));

        Assert.Equal(ReplayOutcome.Different, outcome.Outcome);
        var lines = outcome.ToString().Split('\n');
        Assert.Equal("counter at 2026-01-02 03:04:05, 101: count", lines[0]);
        Assert.Matches("^  - SendMessage .*\"text\":\"1 of\"", lines[1]);
        Assert.Matches("^  \\+ SendMessage .*\"text\":\"1 out of\"", lines[2]);
    }

    [Fact]
    public async Task What_was_remembered_before_the_recording_is_known()
    {
        var state = new InMemoryState();
        await RecordAsync(Counter("of"), state, Sample.Message("count"));
        var recording = await RecordAsync(Counter("of"), state, Sample.Message("count"));

        var outcome = Assert.Single(await PlayAsync(recording, Counter("of")));

        Assert.Equal((ReplayOutcome.Same, "2 of"), (outcome.Outcome, ((SendMessage)outcome.Commands[0]).Text));
    }

    [Fact]
    public async Task Requests_are_answered_from_the_recording_and_others_are_refused()
    {
        var recording = await RecordAsync(Asking(new UserRef("7")), Sample.Message("seen"));

        Assert.Equal(ReplayOutcome.Same, Assert.Single(await PlayAsync(recording, Asking(new UserRef("7")))).Outcome);
        var other = Assert.Single(await PlayAsync(recording, Asking(new UserRef("8"))));
        Assert.Equal((ReplayOutcome.Different, "RequestFailedException"), (other.Outcome, other.Failure));
    }

    [Fact]
    public async Task The_clock_shows_the_time_of_the_recording()
    {
        var recording = await RecordAsync(Hour, Sample.Message("hour"));

        Assert.Equal(ReplayOutcome.Same, Assert.Single(await PlayAsync(recording, Hour)).Outcome);
        Assert.Equal("3", Assert.IsType<SendMessage>(RecordingLine(recording, 1).Commands[0]).Text);
    }

    [Fact]
    public async Task A_failure_is_recorded_with_its_last_words()
    {
        var recording = await RecordAsync(Failing("Sorry."), Sample.Message("go"));

        Assert.Equal("TimeoutException", RecordingLine(recording, 1).Failure);
        Assert.Equal(ReplayOutcome.Same, Assert.Single(await PlayAsync(recording, Failing("Sorry."))).Outcome);
        Assert.Equal(ReplayOutcome.Different, Assert.Single(await PlayAsync(recording, Failing("So sorry."))).Outcome);
    }

    [Fact]
    public async Task A_bot_that_is_gone_and_one_that_used_files_are_told_apart()
    {
        var recording = await RecordAsync(
            bot => bot.OnMessage("file", (IBotContext context) => context.Find<IFiles>() is null ? "none" : "some"),
            Sample.Message("file"));

        Assert.Equal(ReplayOutcome.UsedFiles, Assert.Single(await PlayAsync(recording, Hour)).Outcome);
        await using var replay = new Replay(services => services.AddBot("other", Hour));
        Assert.Equal(ReplayOutcome.NoSuchBot, (await replay.PlayAsync(RecordingLine(recording, 1))).Outcome);
    }

    [Theory]
    [InlineData("", "x, line 1: This is no recording: it begins with something else than {\"recording\":1,…}.")]
    [InlineData("{\"id\":1}\n", "x, line 1: This is no recording: it begins with something else than {\"recording\":1,…}.")]
    [InlineData(
        "{\"recording\":2,\"at\":\"2026-01-02T03:04:05Z\",\"bots\":[]}\n",
        "x, line 1: The recording has version 2, and this program reads version 1.")]
    [InlineData(
        Header + "{\"bot\":\"a\",\"at\":\"2026-01-02T03:04:05Z\",\"event\":{\"kind\":\"Nothing\",\"body\":{}},\"commands\":[]}",
        "x, line 2: This program knows no event called Nothing.")]
    [InlineData(Header + "{\"x", "x, line 2: Expected end of string, but instead reached end of data.")]
    public async Task A_file_that_is_none_is_refused_with_the_line(string text, string problem)
    {
        var error = await Assert.ThrowsAsync<RecordingException>(() => ReadAsync(text));

        Assert.Equal(problem, error.Message);
    }

    [Theory]
    [InlineData("{\"bot\":\"a\"")]
    [InlineData("{\"bot\":\"a\"}")]
    [InlineData("null")]
    [InlineData("{\"bot\":\"a\",\"at\":\"2026-01-02T03:04:05Z\",\"event\":{\"kind\":\"MessageReceived\",\"body\":{}},\"commands\":[]}")]
    [InlineData("{\"bot\":\"a\",\"at\":\"2026-01-02T03:04:05Z\",\"event\":{\"kind\":\"UserRef\",\"body\":{\"id\":\"1\"}},\"commands\":[]}")]
    public async Task A_broken_line_is_named(string line) => Assert.StartsWith(
        "x, line 2: ", (await Assert.ThrowsAsync<RecordingException>(() => ReadAsync(Header + line))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_recording_that_was_cut_off_says_so_in_its_last_line() =>
        Assert.Empty(await ReadAsync(Header + RecordingFormat.End("The host has stopped.")));

    private const string Header = "{\"recording\":1,\"at\":\"2026-01-02T03:04:05Z\",\"bots\":[\"a\"]}\n";

    private static Action<BotBuilder> Counter(string word) => bot => bot
        .On<TypingChanged>((_, _, _) => Task.CompletedTask)
        .OnMessage("count", async (IBotContext context, CancellationToken token) =>
        {
            var count = await context.State.OfBot.GetAsync<int>("count", token) + 1;
            context.State.OfBot.Set("count", count, TimeSpan.FromDays(1));
            return $"{count} {word}";
        });

    private static Action<BotBuilder> Asking(UserRef user) => bot => bot.OnMessage(
        "seen", async (IBotContext context, CancellationToken token) => $"{(await context.LastActivityAsync(user, token)).IsOnline}");

    private static Action<BotBuilder> Failing(string words) => bot => bot
        .OnMessage("go", string () => throw new TimeoutException("Never."))
        .OnError((_, e, context, token) => context.SayAsync(((MessageReceived)e).Dialog, words, token));

    private static void Hour(BotBuilder bot) => bot.OnMessage("hour", (IBotContext context) => $"{context.Time.GetUtcNow().Hour}");

    private static Task<string> RecordAsync(Action<BotBuilder> bot, params IAccountEvent[] events) =>
        RecordAsync(bot, new InMemoryState(), events);

    /// <summary>What a host would write of a bot that handles these events.</summary>
    private static async Task<string> RecordAsync(Action<BotBuilder> configure, InMemoryState state, params IAccountEvent[] events)
    {
        state.Time = new TestClock();
        var backend = new RecordingBackend { State = state };
        backend.Answer((GetLastActivity asked) => new LastActivity { User = asked.User, IsOnline = true, LastActiveAt = Sample.Moment });
        var bot = new BotCatalog(_ => [KeyValuePair.Create<string, object>("counter", new InlineBot(configure))]).Dispatchers[0];
        var lines = new List<string> { RecordingFormat.Header(["counter"], Sample.Moment) };
        foreach (var one in events)
        {
            var tap = new HandlingTap("counter", one, backend);
            lines.Add(RecordingFormat.Write(await HandleAsync(bot, one, tap, state)));
        }

        return string.Join('\n', lines);
    }

    private static async Task<RecordedHandling> HandleAsync(BotDispatcher bot, IAccountEvent one, HandlingTap tap, InMemoryState state)
    {
        try
        {
            var result = await bot.DispatchAsync(one, tap, TestTimeout.Token);
            Assert.True(state.TryChange(result.States));
            return tap.End(result);
        }
        catch (TimeoutException e)
        {
            return tap.End(await bot.GiveUpAsync(one, e, tap, TestTimeout.Token), e);
        }
    }

    private static async Task<List<ReplayedHandling>> PlayAsync(string recording, Action<BotBuilder> bot)
    {
        await using var replay = new Replay(services => services.AddBot("counter", bot));
        var outcomes = new List<ReplayedHandling>();
        foreach (var recorded in await ReadAsync(recording))
        {
            outcomes.Add(await replay.PlayAsync(recorded, TestTimeout.Token));
        }

        return outcomes;
    }

    private static RecordedHandling RecordingLine(string recording, int number) => RecordingFormat.Read(recording.Split('\n')[number]);

    private static async Task<List<RecordedHandling>> ReadAsync(string text)
    {
        var all = new List<RecordedHandling>();
        await foreach (var one in RecordingFile.ReadAsync(new StringReader(text), "x", TestTimeout.Token))
        {
            all.Add(one);
        }

        return all;
    }
}
