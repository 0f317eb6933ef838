using System.Diagnostics;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The second command of the README: a terminal chat with the bots of a running host.</summary>
public sealed class ChatCommandTests : IAsyncLifetime
{
    private const string Hint = "I did not understand that. !help lists what I can do.";

    private RunningHost? _host;

    private RunningHost Host => _host!;

    public async Task InitializeAsync() => _host = await RunningHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task The_echo_bot_repeats_what_it_is_told()
    {
        var chat = await Host.ChatAsync("alice", "!echo hello  & <goodbye> 🚀");

        Assert.Equal(new CommandResult(0, "hello  & <goodbye> 🚀\n", ""), chat);
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var chat = await Host.ChatAsync("bob", "!help");

        Assert.Equal(0, chat.ExitCode);
        Assert.Contains("!echo TEXT", chat.Output, StringComparison.Ordinal);
        Assert.Contains("!help", chat.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_no_bot_understands_gets_a_hint() =>
        Assert.Equal(new CommandResult(0, Hint + "\n", ""), await Host.ChatAsync("carol", "good morning"));

    [Fact]
    public async Task Many_lines_get_their_answers_in_order()
    {
        var words = Enumerable.Range(0, 50).Select(n => $"word {n}").ToList();

        var chat = await Host.ChatAsync("alice", [.. words.Select(w => $"!echo {w}")]);

        Assert.Equal(0, chat.ExitCode);
        Assert.Equal(words, chat.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Several_people_chat_at_the_same_time_and_read_only_their_own_answers()
    {
        var logins = new[] { "alice", "bob", "carol", "dave" };

        var chats = await Task.WhenAll(logins.Select(login => Host.ChatAsync(login, $"!echo I am {login}")));

        Assert.Equal(logins.Select(login => new CommandResult(0, $"I am {login}\n", "")), chats);
    }

    [Fact]
    public async Task Nothing_said_is_nothing_answered_and_no_failure() =>
        Assert.Equal(new CommandResult(0, "", ""), await Host.ChatAsync("alice"));

    [Fact]
    public async Task A_wrong_password_is_said_in_a_sentence()
    {
        var chat = await RunningHost.RunAsync(
            ["chat", "alice", "--password", "wrong-secret", "--url", $"{Host.SandboxApi}"], "!echo hello");

        AssertSentence(chat, "alice");
        Assert.DoesNotContain("wrong-secret", chat.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_whose_password_nobody_knows_is_said_in_a_sentence() =>
        AssertSentence(await Host.ChatAsync("mallory", "!echo hello"), "mallory");

    [Fact]
    public async Task Without_a_host_the_chat_says_so()
    {
        var port = FreePorts.Take(1)[0];

        var chat = await RunningHost.RunAsync(["chat", "alice", "--url", $"http://127.0.0.1:{port}"], "!echo hello");

        AssertSentence(chat, $"{port}");
    }

    [Fact]
    public async Task What_the_chat_says_appears_while_somebody_types()
    {
        // Interactive is what a terminal is; script(1) lends one.
        using var directory = new TempDirectory();
        var command = $"dotnet {Repository.BuiltProgram("BotHost")} chat alice --url {Host.SandboxApi}";
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"])
        {
            UseShellExecute = false,
            WorkingDirectory = directory.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var terminal = Process.Start(start)!;
        try
        {
            await ReadUntilAsync(terminal.StandardOutput, "alice> ");
            await terminal.StandardInput.WriteAsync("!echo hello there\n");
            await terminal.StandardInput.FlushAsync(TestTimeout.Token);
            await ReadUntilAsync(terminal.StandardOutput, "> hello there");
            await terminal.StandardInput.WriteAsync("\u0004");   // Ctrl+D
            await terminal.StandardInput.FlushAsync(TestTimeout.Token);
            await terminal.WaitForExitAsync(TestTimeout.Token);
        }
        finally
        {
            terminal.Kill(entireProcessTree: true);
        }

        Assert.Equal(0, terminal.ExitCode);
    }

    private static void AssertSentence(CommandResult chat, string names)
    {
        Assert.NotEqual(0, chat.ExitCode);
        Assert.Equal("", chat.Output);
        Assert.Contains(names, chat.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", chat.Error, StringComparison.Ordinal);
    }

    private static async Task ReadUntilAsync(StreamReader reader, string text)
    {
        var seen = "";
        var buffer = new char[1024];
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            var count = await reader.ReadAsync(buffer, TestTimeout.Token);
            Assert.True(count > 0, $"The chat ended before '{text}': {seen}");
            seen += new string(buffer, 0, count);
        }
    }
}
