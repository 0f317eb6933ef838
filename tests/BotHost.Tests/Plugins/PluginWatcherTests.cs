using System.Net;
using System.Net.Http.Json;
using System.Text;
using BotPlatform.BotHost.Admin.Bots;

namespace BotPlatform.BotHost.Tests.Plugins;

/// <summary>Who has the folder looked at: the disk, or people.</summary>
public sealed class PluginWatcherTests : IDisposable
{
    private readonly PluginBench _bench = new();

    [Fact]
    public async Task A_folder_that_comes_changes_and_goes_is_noticed()
    {
        Directory.CreateDirectory(_bench.Folder);
        await using var host = await _bench.StartAsync(settings: ["--Plugins:Watch=true", "--Plugins:SettleTime=00:00:00.050"]);

        foreach (var version in new[] { "1.0.0.0", "2.0.0.0" })
        {
            _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "six"), version);
            await Until.TrueAsync(() => host.Plugins().All is [{ Problem: null } dice] && dice.Version == version);
        }

        _bench.Remove("dice");
        await Until.TrueAsync(() => host.Plugins().All.Count == 0);
    }

    [Fact]
    public async Task A_plug_in_is_loaded_again_when_somebody_asks_for_it()
    {
        await using var host = await _bench.StartAsync();
        using var http = host.Http;
        Assert.Equal(HttpStatusCode.NotFound, (await ReloadAsync(http)).Status);
        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "six"), "1.0.0.0");
        Assert.Equal(HttpStatusCode.OK, (await ReloadAsync(http)).Status);

        _bench.Put("dice", []);
        var (status, body) = await ReloadAsync(http);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("dice.dll is empty: copy it again.", body, StringComparison.Ordinal);
        var list = await http.GetFromJsonAsync<BotList>("admin/bots", TestTimeout.Token);
        Assert.Equal("dice", list!.Bots.Single(bot => bot.Name == "dice").Plugin);
        Assert.Equal("dice.dll is empty: copy it again.", Assert.Single(list.Plugins).Problem);
        Assert.Equal(
            "1 plug-ins; what is in the folder of dice is refused",
            (await http.GetFromJsonAsync<System.Text.Json.JsonElement>("health/ready", TestTimeout.Token))
                .GetProperty("checks").GetProperty("plugins").GetProperty("description").GetString());
    }

    [Fact]
    public async Task What_a_plug_in_brings_as_settings_counts_until_something_else_is_said()
    {
        _bench.Put("dice", """
            public sealed class DiceSettings { public int Sides { get; set; } }

            public sealed class Plugin : IBotPlugin
            {
                public void Register(IServiceCollection services) => services.AddBot("dice", bot => bot.OnCommand(
                    "sides", "Says how many.", (IBotContext context) => $"{context.GetSettings<DiceSettings>(null).Sides}"));
            }
            """);
        _bench.Put("dice", Encoding.UTF8.GetBytes("""{ "Sides": 6 }"""), "bot.json");
        await using var host = await _bench.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        Assert.Equal("6", await host.AskAsync(connector, "!sides"));
        _bench.Put("dice", Encoding.UTF8.GetBytes("""{ "Sides": 8 }"""), "bot.json");
        await host.LookAsync("dice");
        Assert.Equal("8", await host.AskAsync(connector, "!sides"));
        _bench.Put("dice", Encoding.UTF8.GetBytes("""{ "Sides": """), "bot.json");

        Assert.StartsWith("bot.json cannot be read", (await host.LookAsync("dice")).Problem, StringComparison.Ordinal);
        _bench.Put("dice", Encoding.UTF8.GetBytes("""{ "Enabled": "yes" }"""), "bot.json");
        Assert.StartsWith("bot.json: Enabled is 'yes'", (await host.LookAsync("dice")).Problem, StringComparison.Ordinal);
        _bench.Put("dice", Encoding.UTF8.GetBytes("""{ "Dialogs": ["1"] }"""), "bot.json");
        Assert.Contains("belongs into the configuration", (await host.LookAsync("dice")).Problem, StringComparison.Ordinal);

        Assert.Equal("8", await host.AskAsync(connector, "!sides"));
    }

    public void Dispose() => _bench.Dispose();

    private static async Task<(HttpStatusCode Status, string Body)> ReloadAsync(HttpClient http)
    {
        using var answer = await http.PostAsync(new Uri("admin/plugins/dice/reload", UriKind.Relative), null, TestTimeout.Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestTimeout.Token));
    }
}
