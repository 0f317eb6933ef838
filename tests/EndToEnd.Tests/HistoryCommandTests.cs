using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The history of a dialog into a file, by a process that is ended in the middle.</summary>
public sealed class HistoryCommandTests : IAsyncLifetime, IDisposable
{
    private const int Messages = 450;

    private readonly TempDirectory _directory = new();
    private RunningSandbox? _sandbox;

    private string ExportFile => _directory.File("history.jsonl");

    private RunningSandbox Sandbox => _sandbox!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_export_that_is_killed_is_continued_to_the_same_file_as_if_nothing_had_happened()
    {
        var written = await WriteAsync();
        await using (var gate = new RestGate(Sandbox.Api, pages: 2))
        {
            await using var export = Start(gate.Address);
            await gate.Reached;
            await export.SignalAsync("KILL");
            await export.Exited.WaitAsync(TestTimeout.Token);
        }

        Assert.InRange((await ReadIdsAsync()).Count, 0, 200);   // what was read and not written yet is lost
        await File.AppendAllTextAsync(ExportFile, "{\"id\":\"6f", TestTimeout.Token);   // as a full disk, or a torn write, leaves it

        var again = await RunAsync();

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(("", 1), (again.Output, again.Error.Count(c => c == '\n')));
        Assert.Equal(written, await ReadIdsAsync());
    }

    [Fact]
    public async Task An_export_that_is_interrupted_ends_with_130_and_what_it_has_read()
    {
        var written = await WriteAsync();
        await using (var gate = new RestGate(Sandbox.Api, pages: 2))
        {
            await using var export = Start(gate.Address);
            await gate.Reached;
            await export.SignalAsync("INT");

            Assert.Equal(130, await export.Exited.WaitAsync(TestTimeout.Token));
            Assert.DoesNotContain("   at ", export.Output, StringComparison.Ordinal);
        }

        Assert.Equal(written.Take(199), await ReadIdsAsync());   // a page begins with the last message of the one before it

        Assert.Equal(0, (await RunAsync()).ExitCode);
        Assert.Equal(written, await ReadIdsAsync());
    }

    [Fact]
    public async Task Without_settings_the_bot_reads_at_the_sandbox_of_the_host_on_this_machine()
    {
        var written = await WriteAsync();

        var run = await RunningHost.RunAsync([.. Arguments, $"--Sandbox:HttpPort={Sandbox.Api.Port}"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(written, await ReadIdsAsync());
    }

    private string[] Arguments => ["history", SandboxServer.BroadcastDialogId, "--since", "2020-01-01", "--out", ExportFile];

    // The chat has no address: nobody is to ask for it.
    private string[] Settings(Uri api) =>
    [
        "--Sandbox:Enabled=false", $"--ConnectyCube:ApiUrl={api}", "--ConnectyCube:ChatUrl=ws://127.0.0.1:1/ws",
        "--ConnectyCube:AppId=1", "--ConnectyCube:AuthKey=sandbox", "--ConnectyCube:Accounts:0:Login=bot",
        "--ConnectyCube:Accounts:0:Password=bot-password",
    ];

    private Task<CommandResult> RunAsync() => RunningHost.RunAsync([.. Arguments, .. Settings(Sandbox.Api)]);

    // Whoever runs the tests in the background of a script ignores SIGINT, and so would everything started here.
    private ServerProcess Start(Uri api) => ServerProcess.Start(
        "env", ["--default-signal=INT", "dotnet", Repository.BuiltProgram("BotHost"), .. Arguments, .. Settings(api)], _directory.Path);

    private async Task<List<string>> ReadIdsAsync() =>
        [.. (await File.ReadAllLinesAsync(ExportFile, TestTimeout.Token)).Select(line => (string)JsonNode.Parse(line)!["id"]!)];

    private async Task<List<string>> WriteAsync()
    {
        using var http = new HttpClient { BaseAddress = Sandbox.Api };
        var session = await PostAsync(http, "session", new JsonObject
        {
            ["application_id"] = "1",
            ["auth_key"] = "sandbox",
            ["user"] = new JsonObject { ["login"] = "bot", ["password"] = "bot-password" },
        });
        http.DefaultRequestHeaders.Add("CB-Token", (string)session["session"]!["token"]!);
        var ids = new List<string>();
        while (ids.Count < Messages)
        {
            var message = new JsonObject { ["chat_dialog_id"] = SandboxServer.BroadcastDialogId, ["message"] = $"message {ids.Count}" };
            ids.Add((string)(await PostAsync(http, "chat/Message", message))["_id"]!);
        }

        return ids;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, TestTimeout.Token);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestTimeout.Token))!;
    }
}
