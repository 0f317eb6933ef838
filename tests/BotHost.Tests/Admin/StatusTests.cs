using System.Text.Json.Nodes;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.BotHost.Tests.Admin;

public sealed class StatusTests
{
    [Fact]
    public async Task The_state_names_accounts_bots_what_waits_and_what_is_parked()
    {
        await using var host = await ParkingHost.StartAsync();
        await host.ParkAsync("101", "bad 1", "bad 2");
        await host.Host.Services.GetRequiredService<IQueueStore>().ChangeAsync(
            [new QueueChange { Added = [new NewItem("bot-gone", "GapDetected", "{}"u8.ToArray())] }], TestTimeout.Token);

        var status = await SettledAsync(host.Http);

        var account = Assert.Single(status["accounts"]!.AsArray())!;
        Assert.Equal(
            ("sample", "100", nameof(ConnectionState.Ready), 0),
            ((string)account["network"]!, (string)account["id"]!, (string)account["state"]!, (int)account["waiting"]!));
        Assert.Equal(Sample.Moment, (DateTimeOffset)account["since"]!);
        Assert.Contains("acting", status["bots"]!.AsArray().Select(bot => (string)bot!["name"]!));
        Assert.All(status["bots"]!.AsArray(), bot => Assert.Equal(0, (int)bot!["waiting"]!));
        Assert.Equal("""[{"queue":"bot-gone","waiting":1}]""", status["strangers"]!.ToJsonString());
        Assert.Equal(2, (int)status["parked"]!);
    }

    [Fact]
    public async Task An_account_that_is_offline_is_shown_with_its_problem_and_with_what_waits_for_it()
    {
        var script = new Script((_, _, _) => Task.CompletedTask);
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        connector.Break();
        while ((await script.NextAsync<ConnectionStateChanged>()).State != ConnectionState.Reconnecting)
        {
        }

        await connector.ReceiveAsync(Sample.Message("!echo 1"));
        using var http = host.Http;
        var limit = TestTimeout.Token;
        JsonNode account;
        do
        {
            account = JsonNode.Parse(await http.GetStringAsync("/admin/status", limit))!["accounts"]![0]!;
        }
        while ((int)account["waiting"]! == 0);

        Assert.Equal((nameof(ConnectionState.Reconnecting), 1), ((string)account["state"]!, (int)account["waiting"]!));
        Assert.NotEmpty((string)account["problem"]!);
        connector.Return();
        Assert.Equal("1", (await host.Network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task A_database_that_is_away_is_said()
    {
        await using var host = await TestHost.StartAsync(
            configure: services => AilingQueueStore.Register(services, isUncountable: () => true));
        using var http = host.Http;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/status");

        Assert.Equal((503, "The disk is full."), await request.AskAsync(http));
    }

    [Fact]
    public async Task What_is_parked_is_in_the_health_and_does_not_change_it()
    {
        await using var host = await ParkingHost.StartAsync();
        await host.ParkAsync("101", "bad 1", "bad 2");

        var health = JsonNode.Parse(await host.Http.GetStringAsync("/health/ready", TestTimeout.Token))!;

        Assert.Equal(("Healthy", "Healthy"), ((string)health["status"]!, (string)health["checks"]!["parked"]!["status"]!));
        Assert.Equal(2, (int)health["checks"]!["parked"]!["count"]!);
    }

    [Fact]
    public async Task A_host_that_starts_says_how_much_is_parked()
    {
        using var directory = new TempDirectory();
        await using (var host = await ParkingHost.StartAsync(TestHost.StorageIn(directory)))
        {
            await host.ParkAsync("101", "bad 1", "bad 2");
        }

        using var logs = new Logs();
        await using var next = await TestHost.StartAsync(
            configure: services => services.AddLogging(logging => logging.AddProvider(logs)),
            settings: [TestHost.StorageIn(directory), "--Logging:LogLevel:Default=Warning"]);

        await logs.WaitForAsync("2 items are parked", TestTimeout.Token);
    }

    // What a bot was seen to do, and what came of it, leaves the queues a moment later; so does what other bots had no use for.
    private static async Task<JsonNode> SettledAsync(HttpClient http)
    {
        var limit = TestTimeout.Token;
        while (true)
        {
            var status = JsonNode.Parse(await http.GetStringAsync("/admin/status", limit))!;
            if (status["accounts"]!.AsArray().Concat(status["bots"]!.AsArray()).All(one => (int)one!["waiting"]! == 0))
            {
                return status;
            }
        }
    }
}
