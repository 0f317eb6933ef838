using System.Text.Json.Nodes;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Bots;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>What a bot could not handle, from the message of a user to the operator's command and back.</summary>
public sealed class ParkedCommandTests : IDisposable
{
    private const string Key = "a-key-that-nobody-guesses";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_bot_could_not_answer_is_answered_when_the_bot_is_mended_and_the_item_redriven()
    {
        var isMended = false;
        var script = new Script((e, bot, token) => e switch
        {
            MessageReceived { Text: "what is new?" } when !isMended => throw new TimeoutException("The news do not answer."),
            MessageReceived message => bot.ReplyAsync(message, $"about: {message.Text}", token),
            _ => Task.CompletedTask,
        });
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var host = await BotHostApplication.StartAsync(
            [
                .. sandbox.HostSettings(sandbox.WebSocket), "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
                "--Bus:RetryDelay=00:00:00.001", $"--Storage:ConnectionString=Data Source={_directory.File("host.db")}",
            ],
            TextWriter.Null,
            script.AddTo,
            TestTimeout.Token);
        var address = host.Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = sandbox.WebSocket,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.PostAsync(new Presence(), TestTimeout.Token);

        await WriteAsync(alice, "what is new?");
        await WriteAsync(alice, "what is old?");
        Assert.Equal("about: what is old?", await ReadAsync(alice));

        var list = await RunAsync("list", "--json", "--host", address);
        var item = Assert.Single(JsonNode.Parse(list.Output)!["items"]!.AsArray())!;
        Assert.Equal("TimeoutException: The news do not answer.", (string)item["problem"]!);
        var show = await RunAsync("show", $"{item["number"]}", "--host", address);
        Assert.Contains("what is new?", show.Output, StringComparison.Ordinal);

        isMended = true;
        var redrive = await RunAsync("redrive", $"{item["number"]}", "--host", address);
        Assert.Equal(new CommandResult(0, $"Tried again: item {item["number"]}.\n", ""), redrive);
        Assert.Equal("about: what is new?", await ReadAsync(alice));

        Assert.Equal(new CommandResult(0, "Nothing is parked.\n", ""), await RunAsync("list", "--host", address));
        var again = await RunAsync("redrive", $"{item["number"]}", "--host", address);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains($"There is no parked item {item["number"]}.", again.Error, StringComparison.Ordinal);
        await host.Web.StopAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task A_host_with_a_key_answers_who_gives_it_in_the_environment_or_in_a_file()
    {
        await using var host = await RunningHost.StartAsync($"--Admin:ApiKey={Key}");
        var address = host.Web.GetLeftPart(UriPartial.Authority);
        await File.WriteAllTextAsync(_directory.File("right"), $"{Key}\n", TestTimeout.Token);
        await File.WriteAllTextAsync(_directory.File("wrong"), "another-key-of-some-length", TestTimeout.Token);
        await File.WriteAllTextAsync(_directory.File("empty"), "\n", TestTimeout.Token);

        var none = await RunAsync("list", "--host", address);
        var right = await RunAsync("list", "--host", address, "--key-file", _directory.File("right"));
        var wrong = await RunAsync("list", "--host", address, "--key-file", _directory.File("wrong"));
        var empty = await RunAsync("list", "--host", address, "--key-file", _directory.File("empty"));
        var environment = await Command.RunAsync(
            "env", [$"Admin__ApiKey={Key}", "dotnet", Repository.BuiltProgram("BotHost"), "parked", "list", "--host", address],
            _directory.Path, [], TestTimeout.Token);

        Assert.Equal((2, $"{address}/ wants a key: set Admin__ApiKey in the environment, or give --key-file.\n"), (none.ExitCode, none.Error));
        Assert.Equal(new CommandResult(0, "Nothing is parked.\n", ""), right);
        Assert.Equal(2, wrong.ExitCode);
        Assert.StartsWith("The key is wrong: ", wrong.Error, StringComparison.Ordinal);
        Assert.Equal((2, $"{_directory.File("empty")} is empty, and no key.\n"), (empty.ExitCode, empty.Error));
        Assert.Equal(right, environment);
        Assert.DoesNotContain(Key, host.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_host_answers_that_is_said()
    {
        var run = await RunAsync("list", "--host", $"http://127.0.0.1:{FreePorts.Take(1)[0]}");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("does not answer", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Does a host run there? --host names another one.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_something_else_answers_that_is_said()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var run = await RunAsync("list", "--host", sandbox.Api.ToString());

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("Does a host run there? --host names another one.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Usage:")]
    [InlineData("redrive", "Give the numbers of items, or --dialog.")]
    [InlineData("redrive 1 --dialog 101", "Give the numbers of items, or --dialog.")]
    [InlineData("discard 1 --bot echo", "--bot and --account go with --dialog.")]
    [InlineData("show seven", "seven")]
    [InlineData("list --host nowhere", "--host 'nowhere' is no address such as http://127.0.0.1:5080.")]
    [InlineData("list --since yesterday", "'yesterday' is no time such as 2026-03-01")]
    public async Task What_is_asked_wrongly_is_said_with_the_usage(string arguments, string says)
    {
        var run = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(says, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(params string[] arguments) => RunningHost.RunAsync(["parked", .. arguments]);

    private static Task WriteAsync(XmppClient client, string text) => client.SendAsync(
        new Message { To = Jid.Parse("100-1@localhost"), Type = MessageType.Chat, Id = $"c0d{Guid.NewGuid():N}"[..24] }.WithBody(text),
        TestTimeout.Token);

    private static async Task<string> ReadAsync(XmppClient client)
    {
        while (true)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is Message { Body: { } body })
            {
                return body;
            }
        }
    }
}
