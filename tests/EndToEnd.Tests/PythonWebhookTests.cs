using System.Text;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The program of <c>samples/python-webhook</c>, asked by a host in a process of its own.</summary>
public sealed class PythonWebhookTests : IDisposable
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task It_answers_its_command_and_help_lists_it()
    {
        await using var python = await StartAsync();
        await using var host = await RunningHost.StartAsync(
            $"--Webhooks:weather:Url={await AddressOfAsync(python)}", $"--Webhooks:weather:Secret={Secret}",
            "--Webhooks:weather:Commands:weather:Usage=CITY",
            "--Webhooks:weather:Commands:weather:Description=Tells the weather in CITY.");

        var chat = await host.ChatAsync("alice", "!weather Berlin", "!weather Atlantis", "!help");

        Assert.Contains("Berlin: 12 °C and rain.", chat.Output, StringComparison.Ordinal);
        Assert.Contains("I do not know Atlantis.", chat.Output, StringComparison.Ordinal);
        Assert.Contains("!weather CITY - Tells the weather in CITY.", chat.Output, StringComparison.Ordinal);
        Assert.Equal(0, await python.StopAsync());
    }

    [Fact]
    public async Task It_answers_nobody_who_does_not_sign()
    {
        await using var python = await StartAsync();
        using var http = new HttpClient();
        using var body = new StringContent("""{"command":{"name":"weather","text":"Berlin"}}""", Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(await AddressOfAsync(python), body, TestTimeout.Token);

        Assert.Equal(401, (int)answer.StatusCode);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<Uri> AddressOfAsync(ServerProcess python) =>
        new((await python.WaitForLineAsync(@"^listening at (\S+)$", TestTimeout.Token)).Groups[1].Value);

    private Task<ServerProcess> StartAsync() => ServerProcess.Start(
        "/usr/bin/python3",
        [Repository.File("samples", "python-webhook", "weather.py")],
        _directory.Path,
        new Dictionary<string, string> { ["WEBHOOK_SECRET"] = Secret, ["PORT"] = "0" })
        .BeginAsync(python => AddressOfAsync(python));
}
