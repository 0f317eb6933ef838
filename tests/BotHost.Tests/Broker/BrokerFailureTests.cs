using System.Net;
using System.Text;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit.Servers;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>A broker that dies, and what nobody can read.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerFailureTests(Brokers brokers)
{
    [Fact]
    public async Task While_the_broker_is_away_health_says_so_and_what_came_meanwhile_is_answered_afterwards()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var host = await TestHost.StartAsync(settings: Brokers.Settings(broker.Uri));
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!echo before"));
        Assert.Equal("before", (await host.Network.NextSentAsync()).Text);
        await connector.AcknowledgedAsync(1);

        await broker.KillAsync();
        for (var i = 0; i < 20; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"!echo {i}"));
        }

        await ReadyAsync(host, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(1, connector.Acknowledged);
        await broker.StartAgainAsync();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", (await host.Network.NextSentAsync()).Text);
        }

        await ReadyAsync(host, HttpStatusCode.OK);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task While_the_disk_of_the_broker_is_full_nothing_is_acknowledged_and_everything_is_answered_afterwards()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var host = await TestHost.StartAsync(
            settings: [.. Brokers.Settings(broker.Uri), "--Bus:RabbitMq:PublishTimeout=00:00:01"]);
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!echo before"));
        Assert.Equal("before", (await host.Network.NextSentAsync()).Text);
        await connector.AcknowledgedAsync(1);

        await broker.ControlAsync("set_disk_free_limit", "100000GB");
        for (var i = 0; i < 20; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"!echo {i}"));
        }

        await ReadyAsync(host, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(1, connector.Acknowledged);
        await broker.ControlAsync("set_disk_free_limit", "50MB");

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", (await host.Network.NextSentAsync()).Text);
        }

        await ReadyAsync(host, HttpStatusCode.OK);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task A_command_that_nobody_can_read_is_put_aside_and_the_next_one_carried_out()
    {
        var address = await brokers.NewAsync();
        await using var host = await TestHost.StartAsync(settings: Brokers.Settings(address));
        await host.Network.NextConnectionAsync();
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(TestTimeout.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestTimeout.Token);

        await PublishAsync("SendMessage", "{ this is no JSON");
        await PublishAsync("SendMessage", "{}");
        await PublishAsync("MakeCoffee", "{}");
        await PublishAsync("SendMessage", """
            {"commandId": "1", "createdAt": "2026-01-02T03:04:05Z", "account": {"network": "sample", "id": "ACCOUNT"},
             "dialog": {"id": "d1"}, "text": "hello"}
            """.Replace("ACCOUNT", Sample.Account.Id, StringComparison.Ordinal).Replace("sample", Sample.Account.Network, StringComparison.Ordinal));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
        var reasons = new List<string>();
        await Until.TrueAsync(async () =>
        {
            if (await channel.BasicGetAsync("commands_error", autoAck: true, TestTimeout.Token) is { } put)
            {
                reasons.Add(Encoding.UTF8.GetString((byte[])put.BasicProperties.Headers!["MT-Fault-Message"]!));
            }

            return reasons.Count == 3;
        });

        Assert.Contains("invalid", reasons[0], StringComparison.Ordinal);
        Assert.Contains("missing required", reasons[1], StringComparison.Ordinal);
        Assert.Contains("There is no event or command called MakeCoffee", reasons[2], StringComparison.Ordinal);

        ValueTask PublishAsync(string kind, string body) => channel.BasicPublishAsync(
            "botplatform.commands", kind, mandatory: true, new BasicProperties(), Encoding.UTF8.GetBytes(body), TestTimeout.Token);
    }

    [Fact]
    public async Task A_command_for_an_account_that_nobody_has_is_told_as_failed()
    {
        var script = TestKit.Bots.Script.Listening();
        var address = await brokers.NewAsync();
        await using var host = await TestHost.StartAsync(configure: script.AddTo, settings: Brokers.Settings(address));
        await host.Network.NextConnectionAsync();
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(TestTimeout.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestTimeout.Token);

        await channel.BasicPublishAsync(
            "botplatform.commands",
            "SendMessage",
            """
            {"commandId": "1", "createdAt": "2026-01-02T03:04:05Z", "account": {"network": "moon", "id": "1"},
             "dialog": {"id": "d1"}, "text": "hello"}
            """u8.ToArray(),
            TestTimeout.Token);

        var failed = await script.NextAsync<CommandFailed>();
        Assert.Equal(("1", "unknown-account"), (failed.CommandId, failed.Reason));
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_a_sentence_without_its_password()
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => TestHost.StartAsync(settings:
        [
            .. Brokers.Settings(new Uri($"amqp://guest:secret@127.0.0.1:{FreePorts.Take(1)[0]}/")), "--Bus:RabbitMq:StartTimeout=00:00:01",
        ]));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_a_sentence_without_it()
    {
        var address = new UriBuilder(await brokers.NewAsync()) { Password = "secret" }.Uri;

        var error = await Assert.ThrowsAsync<StartupException>(() => TestHost.StartAsync(settings: Brokers.Settings(address)));

        Assert.Contains("refuses the user and password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task ReadyAsync(TestHost host, HttpStatusCode wanted)
    {
        using var http = host.Http;
        await Until.TrueAsync(async () =>
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestTimeout.Token);
            return answer.StatusCode == wanted;
        });
    }
}
