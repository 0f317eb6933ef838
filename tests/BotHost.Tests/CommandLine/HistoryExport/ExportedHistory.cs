using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.CommandLine.HistoryExport;
using BotPlatform.Sandbox;
using BotPlatform.Sandbox.Chaos;

namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

/// <summary>A sandbox with a history, and exports of it into a directory that goes with it.</summary>
internal sealed class ExportedHistory : IAsyncDisposable
{
    /// <summary>2026-01-01T00:00:00Z.</summary>
    public const long NewYear = 1_767_225_600;

    private readonly TempDirectory _directory = new();

    private ExportedHistory(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        Request = new ExportRequest
        {
            Dialog = SandboxServer.BroadcastDialogId,
            Since = DateTimeOffset.FromUnixTimeSeconds(NewYear),
            File = _directory.File("history.jsonl"),
        };
    }

    public SandboxServer Sandbox { get; }

    /// <summary>All of the broadcast dialog since the new year.</summary>
    public ExportRequest Request { get; }

    public string File => Request.File;

    /// <summary>The ids in the file.</summary>
    public IReadOnlyList<string> Ids => [.. Lines.Select(line => (string)line["id"]!)];

    /// <summary>The file's lines, of which each must be whole.</summary>
    public IReadOnlyList<JsonNode> Lines => [.. System.IO.File.ReadLines(File).Select(line => JsonNode.Parse(line)!)];

    public static async Task<ExportedHistory> StartAsync(int historyLimit = 100_000) => new(await SandboxServer.StartAsync(
        new SandboxOptions { HttpPort = 0, XmppPort = 0, HistoryLimit = historyLimit }, null, TestTimeout.Token));

    /// <summary>Messages of the bot at these times.</summary>
    public IReadOnlyList<string> Fill(params IEnumerable<long> times) => Sandbox.Chaos.FillHistory(
        SandboxServer.BroadcastDialogId, times.Select((time, number) => new PastMessage(100, time, $"message {number}")));

    /// <summary>Runs an export to its end.</summary>
    public async Task<(int Code, string Error)> RunAsync(
        ExportRequest? request = null, string[]? settings = null, int pageSize = 10, bool isTerminal = false,
        CancellationToken cancellationToken = default)
    {
        using var error = new StringWriter();
        var run = new HistoryRun(request ?? Request, [.. Settings, .. settings ?? []], error, isTerminal) { PageSize = pageSize };
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, TestTimeout.Token);
        return (await run.RunAsync(either.Token), error.ToString());
    }

    /// <summary>A user of the sandbox writes a message; the answer is the message.</summary>
    public Task<JsonNode> PostAsync(SandboxUser user, object message) => SendAsync(user, HttpMethod.Post, "chat/Message", message);

    /// <summary>A REST call of a user of the sandbox.</summary>
    public async Task<JsonNode> SendAsync(SandboxUser user, HttpMethod method, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = Sandbox.HttpUri };
        using var session = await http.PostAsJsonAsync(
            "session", new { application_id = "1", auth_key = "sandbox", user = new { login = user.Login, password = user.Password } },
            TestTimeout.Token);
        var token = JsonNode.Parse(await session.Content.ReadAsStringAsync(TestTimeout.Token))!["session"]!["token"];
        http.DefaultRequestHeaders.Add("CB-Token", (string)token!);
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, TestTimeout.Token);
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestTimeout.Token);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _directory.Dispose();
    }

    private IEnumerable<string> Settings =>
    [
        "--Sandbox:Enabled=false", $"--ConnectyCube:ApiUrl={Sandbox.HttpUri}", "--ConnectyCube:AppId=1",
        "--ConnectyCube:AuthKey=sandbox", "--ConnectyCube:Accounts:0:UserId=100", "--ConnectyCube:Accounts:0:Login=bot",
        "--ConnectyCube:Accounts:0:Password=bot-password", "--ConnectyCube:Rest:MaxCallsPerSecond=0",
    ];
}
