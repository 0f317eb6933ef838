using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class ReconnectTests
{
    private const string Soon = "--Reconnect:FirstDelay=00:00:00.001";

    [Fact]
    public async Task A_lost_connection_is_made_again_and_bots_answer_on_the_new_one()
    {
        await using var host = await TestHost.StartAsync(settings: Soon);
        var first = await host.Network.NextConnectionAsync();

        first.Break();
        var second = await host.Network.NextConnectionAsync();
        await second.ReceiveAsync(Sample.Message("!echo back again"));

        Assert.Equal("back again", (await host.Network.NextSentAsync()).Text);
        Assert.True(first.IsDisposed);
        Assert.Equal(AccountState.Connected, host.Accounts[Sample.Account].Status.State);
    }

    [Fact]
    public async Task A_network_that_cannot_be_reached_is_tried_until_it_can()
    {
        var attempts = 0;
        var network = new FakeNetwork
        {
            OnConnect = (_, _) => ++attempts < 4 ? throw new ConnectorException("Nobody is there.") : Task.CompletedTask,
        };
        await using var host = await TestHost.StartAsync(network, settings: Soon);

        await network.NextConnectionAsync();

        Assert.Equal(4, attempts);
    }

    [Fact]
    public async Task Refused_credentials_end_the_attempts_for_that_account_alone()
    {
        var refused = Sample.Account with { Id = "105" };
        var attempts = 0;
        var network = new FakeNetwork(Sample.Account, refused)
        {
            OnConnect = (account, _) =>
            {
                if (account != refused)
                {
                    return Task.CompletedTask;
                }

                attempts++;
                throw new ConnectorAuthenticationException("The password is wrong.");
            },
        };
        await using var host = await TestHost.StartAsync(network, settings: Soon);
        var connector = await network.NextConnectionAsync();
        await host.Accounts[refused].Settled.WaitAsync(TestTimeout.Token);

        await connector.ReceiveAsync(Sample.Message("!echo still here"));

        Assert.Equal("still here", (await network.NextSentAsync()).Text);
        Assert.Equal(1, attempts);
        Assert.Equal(AccountState.Refused, host.Accounts[refused].Status.State);
        Assert.Equal("The password is wrong.", host.Accounts[refused].Status.Problem);
    }

    [Fact]
    public async Task A_message_waits_for_the_connection_to_come_back()
    {
        var mayConnect = new TaskCompletionSource();
        var network = new FakeNetwork();
        await using var host = await TestHost.StartAsync(network, settings: Soon);
        var first = await network.NextConnectionAsync();
        network.OnConnect = (_, token) => mayConnect.Task.WaitAsync(token);
        await first.ReceiveAsync(Sample.Message("!echo 1"));
        Assert.Equal("1", (await network.NextSentAsync()).Text);

        network.OnSend = (_, _) =>
        {
            network.OnSend = null;
            first.Break();
            throw new ConnectorException("The cable is cut.");
        };
        await first.ReceiveAsync(Sample.Message("!echo 2"));
        mayConnect.SetResult();
        await network.NextConnectionAsync();

        Assert.Equal("2", (await network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task The_end_of_a_connection_is_noticed_while_its_events_still_wait_for_bots_that_wait_for_it()
    {
        const int messages = 20;
        var network = new FakeNetwork();
        await using var host = await TestHost.StartAsync(
            network, settings: [Soon, "--Bus:MaxEventsInFlight=2", "--Bus:MaxCommandsInFlight=2"]);
        var first = await network.NextConnectionAsync();
        var cut = new TaskCompletionSource();
        network.OnSend = async (_, token) => await cut.Task.WaitAsync(token);
        for (var i = 0; i < messages; i++)
        {
            await first.ReceiveAsync(Sample.Message($"!echo {i}"));
        }

        network.OnSend = null;
        first.Break();
        cut.SetResult();

        // On the new connection all that waited is sent, and what the old one had received is handed over after all.
        await network.NextConnectionAsync();
        for (var i = 0; i < messages; i++)
        {
            Assert.Equal($"{i}", (await network.NextSentAsync()).Text);
        }
    }
}
