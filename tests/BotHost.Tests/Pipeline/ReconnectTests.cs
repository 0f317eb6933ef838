using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class ReconnectTests
{
    [Fact]
    public async Task Bots_hear_how_the_connection_stands_in_order()
    {
        var script = Script.Listening();
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        connector.Break("The cable is cut.");
        connector.Return();

        var states = new List<ConnectionStateChanged>();
        for (var i = 0; i < 5; i++)
        {
            states.Add(await script.NextAsync<ConnectionStateChanged>());
        }

        Assert.Equal(
            [ConnectionState.Authenticated, ConnectionState.Ready, ConnectionState.Reconnecting, ConnectionState.Resumed,
                ConnectionState.Ready],
            states.Select(change => change.State));
        Assert.Equal("The cable is cut.", states[2].Problem);
        Assert.Equal(1, states[2].FailedAttempts);
    }

    [Fact]
    public async Task A_connection_that_comes_back_goes_on_with_the_same_connector()
    {
        await using var host = await TestHost.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        connector.Break();
        connector.Return();
        await connector.ReceiveAsync(Sample.Message("!echo back again"));

        Assert.Equal("back again", (await host.Network.NextSentAsync()).Text);
        Assert.Equal(ConnectionState.Ready, host.Accounts[Sample.Account].Status.State);
        Assert.False(connector.IsDisposed);
    }

    [Fact]
    public async Task Refused_credentials_and_used_up_attempts_stop_that_account_alone()
    {
        var refused = Sample.Account with { Id = "105" };
        var absent = Sample.Account with { Id = "106" };
        var network = new FakeNetwork(refused, absent, Sample.Account)
        {
            MostAttempts = 3,
            OnConnect = (account, _) =>
                account == refused ? throw new ConnectorAuthenticationException("The password is wrong.")
                : account == absent ? throw new ConnectorException("Nobody is there.")
                : Task.CompletedTask,
        };
        await using var host = await TestHost.StartAsync(network);
        var connector = await network.NextConnectionAsync();
        await Task.WhenAll(host.Accounts.All.Select(account => account.Settled)).WaitAsync(TestTimeout.Token);

        await connector.ReceiveAsync(Sample.Message("!echo still here"));

        Assert.Equal("still here", (await network.NextSentAsync()).Text);
        Assert.Equal(ConnectionState.AuthenticationFailure, host.Accounts[refused].Status.State);
        Assert.Equal("The password is wrong.", host.Accounts[refused].Status.Problem);
        Assert.Equal(ConnectionState.ForceClosed, host.Accounts[absent].Status.State);
        Assert.Equal("Nobody is there.", host.Accounts[absent].Status.Problem);
    }

    [Fact]
    public async Task An_account_that_takes_long_to_connect_holds_up_no_other()
    {
        var slow = Sample.Account with { Id = "105" };
        var network = new FakeNetwork(slow, Sample.Account)
        {
            OnConnect = (account, token) =>
                account == slow ? new TaskCompletionSource().Task.WaitAsync(token) : Task.CompletedTask,
        };
        await using var host = await TestHost.StartAsync(network);
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo hello"));

        Assert.Equal("hello", (await network.NextSentAsync()).Text);
        Assert.False(host.Accounts[slow].Settled.IsCompleted);
    }

    [Fact]
    public async Task Two_hundred_accounts_connect_side_by_side()
    {
        const int Count = 200;
        var all = new CountdownEvent(Count);
        var everybody = new TaskCompletionSource();
        var network = new FakeNetwork([.. Enumerable.Range(1, Count).Select(n => new AccountRef("sample", $"{n}"))])
        {
            OnConnect = (_, token) =>
            {
                if (all.Signal())
                {
                    everybody.SetResult();
                }

                return everybody.Task.WaitAsync(token); // nobody goes on before all have begun
            },
        };
        await using var host = await TestHost.StartAsync(network);

        await Task.WhenAll(host.Accounts.All.Select(account => account.Settled)).WaitAsync(TestTimeout.Token);

        Assert.All(host.Accounts.All, account => Assert.Equal(ConnectionState.Ready, account.Status.State));
    }

    [Fact]
    public async Task A_message_waits_for_the_connection_to_come_back()
    {
        var network = new FakeNetwork();
        await using var host = await TestHost.StartAsync(network);
        var connector = await network.NextConnectionAsync();
        var tried = new TaskCompletionSource();
        network.OnSend = (_, _) =>
        {
            network.OnSend = null;
            connector.Break();
            tried.SetResult();
            throw new ConnectorException("The cable is cut.");
        };

        await connector.ReceiveAsync(Sample.Message("!echo 1"));
        await tried.Task.WaitAsync(TestTimeout.Token);
        await connector.ReceiveAsync(Sample.Message("!echo 2"));
        Assert.Empty(network.TakeSent());
        connector.Return();

        Assert.Equal("1", (await network.NextSentAsync()).Text);
        Assert.Equal("2", (await network.NextSentAsync()).Text);
    }

    [Theory]
    [InlineData(ConnectionState.AuthenticationFailure)]
    [InlineData(ConnectionState.ForceClosed)]
    [InlineData(ConnectionState.Closed)]
    public async Task Commands_of_an_account_that_will_not_come_back_by_itself_fail_at_once(ConnectionState state)
    {
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived message)
            {
                await context.ReplyAsync(message, message.Text, token);
            }
        });
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        connector.End(state, "It is over.");
        while ((await script.NextAsync<ConnectionStateChanged>()).State != state)
        {
        }

        await connector.ReceiveAsync(Sample.Message("hello"));

        var outcome = await script.NextAsync<CommandFailed>();
        Assert.Null(outcome.Reason);
        Assert.Equal("It is over.", outcome.Problem);
    }

    [Fact]
    public async Task A_connection_that_is_back_is_noticed_while_events_wait_for_bots_that_wait_for_it()
    {
        const int Messages = 20;
        var network = new FakeNetwork();
        await using var host = await TestHost.StartAsync(
            network, settings: ["--Bus:MaxEventsInFlight=2", "--Bus:MaxCommandsInFlight=2"]);
        var connector = await network.NextConnectionAsync();
        var cut = new TaskCompletionSource();
        network.OnSend = async (_, token) => await cut.Task.WaitAsync(token);
        for (var i = 0; i < Messages; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"!echo {i}"));
        }

        network.OnSend = null;
        connector.Break();
        cut.SetResult();
        connector.Return();

        for (var i = 0; i < Messages; i++)
        {
            Assert.Equal($"{i}", (await network.NextSentAsync()).Text);
        }
    }

    [Fact]
    public async Task The_end_of_a_stopping_host_is_no_news_for_bots()
    {
        var script = Script.Listening();
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        await script.NextAsync<ConnectionStateChanged>();
        await script.NextAsync<ConnectionStateChanged>();

        await host.StopAsync();

        Assert.Equal(ConnectionState.Closed, connector.Status.State);
        Assert.Equal(ConnectionState.Closed, host.Accounts[Sample.Account].Status.State);
        Assert.False(script.HasMore);
    }
}
