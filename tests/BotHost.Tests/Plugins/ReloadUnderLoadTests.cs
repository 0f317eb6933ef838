using System.Globalization;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Plugins;

/// <summary>A plug-in is replaced again and again while people write: every message is answered once, and in order.</summary>
[Collection(BrokerCollection.Name)]
public sealed class ReloadUnderLoadTests(Brokers brokers, Databases databases) : IDisposable
{
    private const int Dialogs = 12;
    private const int Messages = 3000;
    private const int Versions = 6;

    private readonly PluginBench _bench = new();

    [Fact]
    public Task Nothing_is_lost_with_the_database_alone() => NothingIsLostAsync([]);

    [Fact]
    public async Task Nothing_is_lost_with_a_broker() =>
        await NothingIsLostAsync(await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases));

    [Fact]
    public async Task A_bot_comes_and_goes_with_a_broker()
    {
        await using var host = await _bench.StartAsync(
            settings: await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases));
        var connector = await host.Network.NextConnectionAsync();
        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "six"));
        await host.LookAsync("dice");
        Assert.Equal("six", await host.AskAsync(connector, "!roll"));

        _bench.Remove("dice");
        await host.Plugins().LookAsync(TestTimeout.Token);
        Assert.Contains("!help", await host.AskAsync(connector, "!roll"), StringComparison.Ordinal);

        _bench.Put("dice", PluginCompiler.Answering("dice", "roll", "seven"));
        await host.LookAsync("dice");
        Assert.Equal("seven", await host.AskAsync(connector, "!roll"));
    }

    public void Dispose() => _bench.Dispose();

    private static string Repeating(int version) => $$"""
        public sealed class Plugin : IBotPlugin
        {
            public void Register(IServiceCollection services) => services.AddBot("repeat", bot =>
                bot.On<MessageReceived>(async (message, context, token) =>
                {
                    await Task.Yield();
                    await context.ReplyAsync(message, $"{message.Text} {{version}}", token);
                }));
        }
        """;

    private async Task NothingIsLostAsync(string[] settings)
    {
        _bench.Put("repeat", Repeating(1));
        await using var host = await _bench.StartAsync(settings: settings);
        var connector = await host.Network.NextConnectionAsync();
        var answers = ReadAsync(host);

        for (var i = 0; i < Messages; i++)
        {
            await connector.ReceiveAsync(Sample.GroupMessage($"{i}") with { Dialog = new DialogRef($"d{i % Dialogs}") });
            if ((i + 1) % (Messages / Versions) == 0 && i + 1 < Messages)
            {
                var version = ((i + 1) / (Messages / Versions)) + 1;
                _bench.Put("repeat", Repeating(version), $"{version}.0.0.0");
                Assert.Null((await host.LookAsync("repeat")).Problem);
            }
        }

        var byDialog = (await answers).GroupBy(one => one.Dialog.Id).ToList();
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
        Assert.Empty(await host.Services.GetRequiredService<ParkedStore>().NumbersAsync(new ParkedFilter(), TestTimeout.Token));
        Assert.Equal(Dialogs, byDialog.Count);
        Assert.All(byDialog, dialog =>
        {
            var first = int.Parse(dialog.Key[1..], CultureInfo.InvariantCulture);
            var numbers = dialog.Select(one => int.Parse(one.Text.Split(' ')[0], CultureInfo.InvariantCulture));
            Assert.Equal(Enumerable.Range(0, Messages / Dialogs).Select(i => first + (i * Dialogs)), numbers);
            var versions = dialog.Select(one => int.Parse(one.Text.Split(' ')[1], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(versions.Order(), versions);
        });
        Assert.True(byDialog.SelectMany(dialog => dialog).Select(one => one.Text.Split(' ')[1]).Distinct().Count() > 2, "Hardly any version got a message.");
    }

    private static async Task<List<SendMessage>> ReadAsync(TestHost host)
    {
        var answers = new List<SendMessage>();
        while (answers.Count < Messages)
        {
            answers.Add(await host.Network.NextSentAsync());
        }

        return answers;
    }
}
