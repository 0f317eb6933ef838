using System.Text;
using System.Threading.Channels;
using BotPlatform.BotHost.CommandLine;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.CommandLine;

public sealed class ChatSessionTests : IDisposable
{
    private static readonly UserRef Bot = new("100");

    private readonly ManualClock _clock = new();
    private readonly FakeNetwork _network = new();
    private readonly Screen _output = new();

    [Fact]
    public async Task A_script_sends_each_line_prints_the_answers_and_ends_when_they_have_gone_quiet()
    {
        var (session, connector) = await StartAsync("one\n\n  \ntwo\n");

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
        var (session, _) = await StartAsync("anybody?\n");

        var running = session.RunScriptAsync(TestTimeout.Token);
        await AdvanceUntilEndAsync(running, ChatSession.Quiet);

        Assert.False(await running);
    }

    [Fact]
    public async Task Answers_to_somebody_else_or_from_yesterday_are_none()
    {
        var (session, connector) = await StartAsync("hello\n");

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
        var (session, _) = await StartAsync("");

        Assert.True(await session.RunScriptAsync(TestTimeout.Token));
    }

    [Fact]
    public async Task A_connection_that_breaks_ends_the_script_with_the_reason()
    {
        var (session, connector) = await StartAsync("hello\n");

        var running = session.RunScriptAsync(TestTimeout.Token);
        connector.Break("The host is gone.");

        Assert.Equal("The host is gone.", (await Assert.ThrowsAsync<ConnectorException>(() => running)).Message);
    }

    [Fact]
    public async Task A_person_reads_what_changes_and_that_the_connection_comes_and_goes()
    {
        var input = new Keyboard();
        var (session, connector) = await StartAsync(input);
        var message = Answer("helo");

        var running = session.RunInteractiveAsync("alice", TestTimeout.Token);
        await connector.ReceiveAsync(message);
        await connector.ReceiveAsync(Sample.Edited(message, "hello"));
        await connector.ReceiveAsync(Sample.Deleted(message));
        await _output.UntilAsync("(100 deleted a message)");
        connector.Break();
        await _output.UntilAsync("(not connected, trying again: The cable is cut.)");
        input.Write("are you there?");
        await _output.UntilAsync("(not sent: There is no connection.)");
        connector.Return();
        await _output.UntilAsync("(connected)");
        input.Write(null);
        await running;

        Assert.Contains("\r100> helo\nalice> ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\r100> hello (edited)\nalice> ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_that_cannot_be_reached_is_tried_once()
    {
        var attempts = 0;
        _network.OnConnect = (_, token) => ++attempts == 1
            ? throw new ConnectorException("Nobody is there.")
            : new TaskCompletionSource().Task.WaitAsync(token);
        await using var connector = new FakeConnector(Sample.Account, _network);

        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => ChatNetwork.ConnectAsync(connector, TestTimeout.Token));

        Assert.Equal("Nobody is there.", error.Message);
    }

    [Fact]
    public async Task A_refused_login_is_told_as_that()
    {
        _network.OnConnect = (_, _) => throw new ConnectorAuthenticationException("The password is wrong.");
        await using var connector = new FakeConnector(Sample.Account, _network);

        await Assert.ThrowsAsync<ConnectorAuthenticationException>(
            () => ChatNetwork.ConnectAsync(connector, TestTimeout.Token));
    }

    [Fact]
    public async Task A_person_reads_who_writes_and_is_asked_for_more()
    {
        var (session, connector) = await StartAsync("hello\n");
        await connector.ReceiveAsync(Answer("hi"));

        await session.RunInteractiveAsync("alice", TestTimeout.Token);

        Assert.Equal("hello", (await _network.NextSentAsync()).Text);
        Assert.StartsWith("alice> ", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _output.Dispose();

    private static MessageReceived Answer(string text) =>
        Sample.Message(text) with { Sender = Bot, Dialog = new DialogRef(Bot.Id) };

    private Task<(ChatSession Session, FakeConnector Connector)> StartAsync(string input) => StartAsync(new StringReader(input));

    private async Task<(ChatSession Session, FakeConnector Connector)> StartAsync(TextReader input)
    {
        var connector = new FakeConnector(Sample.Account, _network);
        await ChatNetwork.ConnectAsync(connector, TestTimeout.Token);
        return (new ChatSession(connector, new DialogRef(Bot.Id), input, _output, _clock), connector);
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

    /// <summary>A keyboard at which somebody sits.</summary>
    private sealed class Keyboard : TextReader
    {
        private readonly Channel<string?> _lines = Channel.CreateUnbounded<string?>();

        /// <summary>Types a line; null ends the input.</summary>
        public void Write(string? line) => _lines.Writer.TryWrite(line);

        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            _lines.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>What is printed, and the wait for it.</summary>
    private sealed class Screen : TextWriter
    {
        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();
        private readonly Channel<bool> _written = Channel.CreateUnbounded<bool>();

        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteAsync(string? value)
        {
            lock (_gate)
            {
                _text.Append(value);
            }

            _written.Writer.TryWrite(true);
            return Task.CompletedTask;
        }

        public async Task UntilAsync(string text)
        {
            while (!ToString().Contains(text, StringComparison.Ordinal))
            {
                await _written.Reader.ReadAsync(TestTimeout.Token);
            }
        }

        public override string ToString()
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }
}
