using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>The complete host on RabbitMQ.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerTests(Brokers brokers, Databases databases)
{
    [Fact]
    public async Task An_echo_goes_all_the_way_and_the_event_is_acknowledged()
    {
        await using var host = await TestHost.StartAsync(settings: [.. Brokers.Settings(await brokers.NewAsync()), "--Logging:LogLevel:Default=Debug"]);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo hello"));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        Assert.Equal(1, connector.Acknowledged);
        Assert.Empty(await host.Services.GetRequiredService<IQueueStore>().CountAsync(TestTimeout.Token));
    }

    [Fact]
    public async Task Two_thousand_messages_in_twenty_dialogs_keep_their_order_and_none_is_lost_or_doubled()
    {
        const int Dialogs = 20;
        const int Each = 100;
        var connection = await (await databases.Postgres).NewDatabaseAsync();
        await using var host = await TestHost.StartAsync(settings:
        [
            .. Brokers.Settings(await brokers.NewAsync()), "--Storage:Provider=Postgres", $"--Storage:ConnectionString={connection}",
        ]);
        var connector = await host.Network.NextConnectionAsync();
        var received = new Dictionary<DialogRef, List<int>>();

        var sending = SendAsync();
        for (var i = 0; i < Dialogs * Each; i++)
        {
            var sent = await host.Network.NextSentAsync();
            if (!received.TryGetValue(sent.Dialog, out var numbers))
            {
                received.Add(sent.Dialog, numbers = []);
            }

            numbers.Add(int.Parse(sent.Text!, System.Globalization.CultureInfo.InvariantCulture));
        }

        await sending;
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
        Assert.Equal(Dialogs, received.Count);
        Assert.All(received.Values, numbers => Assert.Equal(Enumerable.Range(0, Each), numbers));

        async Task SendAsync()
        {
            for (var i = 0; i < Dialogs * Each; i++)
            {
                await connector.ReceiveAsync(Sample.GroupMessage($"!echo {i / Dialogs}") with { Dialog = new DialogRef($"d{i % Dialogs}") });
            }
        }
    }
}
