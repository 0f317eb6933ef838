using System.Text;
using BotPlatform.BotHost.CommandLine;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.CommandLine;

public sealed class ChatSessionTests
{
    private static readonly UserRef Bot = new("100");

    private readonly ManualClock _clock = new();
    private readonly FakeNetwork _network = new();
    private readonly StringBuilder _output = new();

    [Fact]
    public async Task A_script_sends_each_line_prints_the_answers_and_ends_when_they_have_gone_quiet()
    {
        var (session, connector) = Start("one\n\n  \ntwo\n");

        var running = session.RunScriptAsync(TestTimeout.Token);
        Assert.Equal("one", (await _network.NextSentAsync()).Text);
        await connector.ReceiveAsync(Answer("first\nof two lines"));
        Assert.Equal("two", (await _network.NextSentAsync()).Text);
        await connector.ReceiveAsync(Answer("second"));
        await AdvanceUntilEndAsync(running, ChatSession.Quiet);

        Assert.True(await running);
        Assert.Equal("first\nof two lines\nsecond\n", _output.ToString());
    }

    [Fact]
    public async Task A_script_that_nobody_answers_ends_after_a_while_and_says_so()
    {
        var (session, _) = Start("anybody?\n");

        var running = session.RunScriptAsync(TestTimeout.Token);
        await AdvanceUntilEndAsync(running, ChatSession.Quiet);

        Assert.False(await running);
    }

    [Fact]
    public async Task Answers_to_somebody_else_or_from_yesterday_are_none()
    {
        var (session, connector) = Start("hello\n");

        var running = session.RunScriptAsync(TestTimeout.Token);
        await connector.ReceiveAsync(Answer("from yesterday") with { WasDelayed = true });
        await connector.ReceiveAsync(Answer("from carol") with { Sender = new UserRef("103"), Dialog = new DialogRef("103") });
        await connector.ReceiveAsync(Answer("from the bot"));
        await AdvanceUntilEndAsync(running, ChatSession.Quiet);

        Assert.True(await running);
        Assert.Equal("from the bot\n", _output.ToString());
    }

    [Fact]
    public async Task A_script_without_lines_ends_at_once()
    {
        var (session, _) = Start("");

        Assert.True(await session.RunScriptAsync(TestTimeout.Token));
    }

    [Fact]
    public async Task A_connection_that_breaks_ends_the_script_with_the_reason()
    {
        var (session, connector) = Start("hello\n");

        var running = session.RunScriptAsync(TestTimeout.Token);
        connector.Break("The host is gone.");

        Assert.Equal("The host is gone.", (await Assert.ThrowsAsync<ConnectorException>(() => running)).Message);
    }

    [Fact]
    public async Task A_person_reads_who_writes_and_is_asked_for_more()
    {
        var (session, connector) = Start("hello\n");
        await connector.ReceiveAsync(Answer("hi"));

        await session.RunInteractiveAsync("alice", TestTimeout.Token);

        Assert.Equal("hello", (await _network.NextSentAsync()).Text);
        Assert.StartsWith("alice> ", _output.ToString(), StringComparison.Ordinal);
    }

    private static MessageReceived Answer(string text) =>
        Sample.Message(text) with { Sender = Bot, Dialog = new DialogRef(Bot.Id) };

    private (ChatSession Session, FakeConnector Connector) Start(string input)
    {
        var connector = new FakeConnector(Sample.Account, _network);
        var output = TextWriter.Synchronized(new StringWriter(_output));
        return (new ChatSession(connector, new DialogRef(Bot.Id), new StringReader(input), output, _clock), connector);
    }

    // An answer may come before or after the session has begun to wait for it.
    private async Task AdvanceUntilEndAsync(Task running, TimeSpan step)
    {
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, _clock.WaitForTimersAsync(1, TestTimeout.Token));
            _clock.Advance(step);
            await Task.Yield();
        }
    }
}
