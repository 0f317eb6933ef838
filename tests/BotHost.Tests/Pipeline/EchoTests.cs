using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class EchoTests
{
    [Fact]
    public async Task An_echo_goes_all_the_way_and_the_event_is_acknowledged()
    {
        await using var host = await TestHost.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        var message = Sample.Message("!echo hello");

        await connector.ReceiveAsync(message);

        var sent = await host.Network.NextSentAsync();
        Assert.Equal("hello", sent.Text);
        Assert.Equal(message.Dialog, sent.Dialog);
        Assert.Equal(message.Origin.Account, sent.Account);
        Assert.Equal(message.Origin.OccurredAt, sent.CreatedAt);
        Assert.Contains(message.Origin.EventId, sent.CommandId, StringComparison.Ordinal);
        Assert.Equal(1, connector.Acknowledged);
    }

    [Fact]
    public async Task A_text_that_no_bot_understands_gets_a_hint_alone_and_silence_in_a_group()
    {
        await using var host = await TestHost.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.GroupMessage("good morning"));
        await connector.ReceiveAsync(Sample.Message("good morning"));
        await connector.ReceiveAsync(Sample.Message("!frobnicate"));

        Assert.Contains("!help", (await host.Network.NextSentAsync()).Text, StringComparison.Ordinal);
        Assert.Contains("!help", (await host.Network.NextSentAsync()).Text, StringComparison.Ordinal);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task Two_thousand_messages_in_twenty_dialogs_keep_their_order_and_none_is_lost_or_doubled()
    {
        const int Dialogs = 20;
        const int Each = 100;
        await using var host = await TestHost.StartAsync();
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

            numbers.Add(int.Parse(sent.Text));
        }

        await sending;
        Assert.Equal(Dialogs, received.Count);
        Assert.All(received.Values, numbers => Assert.Equal(Enumerable.Range(0, Each), numbers));
        Assert.Empty(host.Network.TakeSent());
        Assert.Equal(Dialogs * Each, connector.Acknowledged);

        async Task SendAsync()
        {
            for (var i = 0; i < Each; i++)
            {
                for (var dialog = 0; dialog < Dialogs; dialog++)
                {
                    await connector.ReceiveAsync(
                        Sample.Message($"!echo {i}") with { Dialog = new DialogRef($"{dialog + 200}") });
                }
            }
        }
    }
}
