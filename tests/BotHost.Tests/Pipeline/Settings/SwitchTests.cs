using System.Net;
using System.Net.Http.Json;
using BotPlatform.BotHost.Admin.Bots;
using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Pipeline.Settings;

/// <summary>Bots that are switched off, on and set while the host runs.</summary>
[Collection(BrokerCollection.Name)]
public sealed class SwitchTests(Brokers brokers, Databases databases)
{
    [Fact]
    public async Task A_bot_that_is_off_in_a_dialog_is_not_known_there()
    {
        await using var host = await StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        Assert.Equal("6", await AskAsync(host, connector, "!sides"));

        await SetAsync(host, "dice", new SettingChange { Key = "Enabled", Value = "false", Dialog = "101" });

        Assert.DoesNotContain("!sides", await AskAsync(host, connector, "!help"), StringComparison.Ordinal);
        Assert.Contains("!help", await AskAsync(host, connector, "!sides"), StringComparison.Ordinal);
        Assert.Equal("6", await AskAsync(host, connector, "!sides", "102"));

        await SetAsync(host, "dice", new SettingChange { Key = "Enabled", Value = null, Dialog = "101" });
        Assert.Equal("6", await AskAsync(host, connector, "!sides"));
    }

    [Fact]
    public async Task What_is_set_counts_at_once_and_after_a_restart()
    {
        using var directory = new TempDirectory();
        var storage = TestHost.StorageIn(directory);
        await using (var host = await StartAsync(storage))
        {
            var connector = await host.Network.NextConnectionAsync();
            await SetAsync(host, "dice", new SettingChange { Key = "Sides", Value = "20" });
            await SetAsync(host, "dice", new SettingChange { Key = "Sides", Value = "4", Dialog = "102" });
            Assert.Equal("20", await AskAsync(host, connector, "!sides"));
            Assert.Equal("4", await AskAsync(host, connector, "!sides", "102"));
        }

        await using var next = await StartAsync(storage, "--Bots:dice:Sides=12");
        Assert.Equal("20", await AskAsync(next, await next.Network.NextConnectionAsync(), "!sides"));
    }

    [Theory]
    [InlineData("Sides", "20")]
    [InlineData("ApiKey", "(hidden)")]
    [InlineData("Secrets:0", "(hidden)")]
    public async Task What_is_set_is_shown_unless_it_is_secret(string key, string shown)
    {
        await using var host = await StartAsync();
        using var http = host.Http;

        await SetAsync(host, "dice", new SettingChange { Key = key, Value = "20" });

        var list = await http.GetFromJsonAsync<BotList>("admin/bots", TestTimeout.Token);
        Assert.Equal(shown, Assert.Single(list!.Bots.Single(bot => bot.Name == "dice").Settings).Value);
    }

    [Fact]
    public async Task What_waits_for_a_bot_that_is_off_is_passed_over()
    {
        using var begun = new SemaphoreSlim(0);
        var open = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(configure: services => services.AddBot("slow", bot =>
        {
            bot.OnCommand("wait", "Waits.", async () =>
            {
                begun.Release();
                await open.Task;
            });
            bot.OnCommand("ping", "Answers.", () => "pong");
        }));
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!wait"));
        await connector.ReceiveAsync(Sample.Message("!ping"));
        await begun.WaitAsync(TestTimeout.Token);
        await SetAsync(host, "slow", new SettingChange { Key = "Enabled", Value = "false" });
        open.SetResult();

        Assert.Contains("!help", await AskAsync(host, connector, "!ping"), StringComparison.Ordinal);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task What_is_set_on_one_host_counts_on_the_others()
    {
        var settings = await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases);
        await using var host = await StartAsync(settings);
        await using var other = await StartAsync(settings);

        await SetAsync(host, "dice", new SettingChange { Key = "Sides", Value = "20" });

        using var http = other.Http;
        await Until.TrueAsync(async () => (await http.GetFromJsonAsync<BotList>("admin/bots", TestTimeout.Token))!
            .Bots.Single(bot => bot.Name == "dice").Settings is [{ Key: "Sides", Value: "20" }]);
    }

    [Theory]
    [InlineData("nobody", "Enabled", "false", HttpStatusCode.NotFound)]
    [InlineData("dice", "Enabled", "perhaps", HttpStatusCode.BadRequest)]
    [InlineData("dice", "Dialogs:0", "101", HttpStatusCode.BadRequest)]
    [InlineData("dice", "", "x", HttpStatusCode.BadRequest)]
    [InlineData("dice", "Sides", null, HttpStatusCode.NotFound)]
    public async Task What_cannot_be_set_is_refused(string bot, string key, string? value, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        using var http = host.Http;

        using var answer = await http.PostAsJsonAsync(
            $"admin/bots/{bot}/settings", new SettingChange { Key = key, Value = value }, TestTimeout.Token);

        Assert.Equal(status, answer.StatusCode);
    }

    private static Task<TestHost> StartAsync(params string[] settings) => TestHost.StartAsync(
        configure: services => services.AddBot("dice", bot => bot.OnCommand(
            "sides", "Says how many sides it has.",
            (MessageReceived message, IBotContext context) => $"{context.GetSettings<DiceSettings>(message.Dialog).Sides}")),
        settings: settings);

    private static async Task SetAsync(TestHost host, string bot, SettingChange change)
    {
        using var http = host.Http;
        using var answer = await http.PostAsJsonAsync($"admin/bots/{bot}/settings", change, TestTimeout.Token);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<string> AskAsync(TestHost host, FakeConnector connector, string text, string dialog = "101")
    {
        await connector.ReceiveAsync(Sample.Message(text) with { Dialog = new DialogRef(dialog) });
        return (await host.Network.NextSentAsync()).Text;
    }

    private sealed class DiceSettings
    {
        public int Sides { get; set; } = 6;
    }
}
