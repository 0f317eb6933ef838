using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class SendTests
{
    private const string Soon = "--Bus:RetryDelay=00:00:00.001";

    [Fact]
    public async Task What_a_break_takes_along_is_sent_again_in_order_before_what_came_later()
    {
        var network = new FakeNetwork();
        var broke = new TaskCompletionSource();
        var started = new SemaphoreSlim(0);
        network.OnSend = async (command, token) =>
        {
            started.Release();
            if (!broke.Task.IsCompleted && command.Text != "0")
            {
                await broke.Task.WaitAsync(token);
                throw new ConnectorException("The cable is cut.");
            }
        };
        await using var host = await TestHost.StartAsync(network, settings: Soon);
        var connector = await network.NextConnectionAsync();

        for (var i = 0; i < 5; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"!echo {i}"));
            await started.WaitAsync(TestTimeout.Token); // all of them are on their way at once
        }

        broke.SetResult();
        await connector.ReceiveAsync(Sample.Message("!echo 5"));

        for (var i = 0; i <= 5; i++)
        {
            Assert.Equal($"{i}", (await network.NextSentAsync()).Text);
        }
    }

    [Fact]
    public async Task A_break_in_one_dialog_holds_up_no_other_dialog_of_its_lane()
    {
        var network = new FakeNetwork();
        var stuck = new TaskCompletionSource();
        network.OnSend = (command, token) => command.Text == "stuck" ? stuck.Task.WaitAsync(token) : Task.CompletedTask;
        await using var host = await TestHost.StartAsync(network, settings: "--Bus:Lanes=1");
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo stuck"));
        await connector.ReceiveAsync(Sample.GroupMessage("!echo free"));

        Assert.Equal("free", (await network.NextSentAsync()).Text);
        stuck.SetResult();
        Assert.Equal("stuck", (await network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task A_refused_message_is_given_up_and_the_dialog_goes_on()
    {
        var tries = 0;
        var network = new FakeNetwork
        {
            OnSend = (command, _) => command.Text == "bad"
                ? throw new ConnectorRefusedException($"Not this, try {++tries}.", "not-acceptable")
                : Task.CompletedTask,
        };
        await using var host = await TestHost.StartAsync(network, settings: Soon);
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo bad"));
        await connector.ReceiveAsync(Sample.Message("!echo good"));

        Assert.Equal("good", (await network.NextSentAsync()).Text);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_message_that_never_gets_through_is_given_up_after_the_retries()
    {
        var tries = 0;
        var network = new FakeNetwork
        {
            OnSend = (command, _) => command.Text == "bad"
                ? throw new ConnectorException($"Try {++tries} failed.")
                : Task.CompletedTask,
        };
        await using var host = await TestHost.StartAsync(network, configure: null, Soon, "--Bus:Retries=2");
        var connector = await network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo bad"));
        await connector.ReceiveAsync(Sample.Message("!echo good"));

        Assert.Equal("good", (await network.NextSentAsync()).Text);
        Assert.Equal(4, tries); // the first, and then once and two retries
    }

    [Fact]
    public async Task The_number_of_messages_on_their_way_is_bounded_and_the_network_is_not_kept_waiting()
    {
        var network = new FakeNetwork();
        var mayLeave = new TaskCompletionSource();
        var full = new TaskCompletionSource();
        int sending = 0, most = 0;
        network.OnSend = async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref sending));
            if (most == 3)
            {
                full.TrySetResult();
            }

            await mayLeave.Task.WaitAsync(token);
            Interlocked.Decrement(ref sending);
        };
        await using var host = await TestHost.StartAsync(
            network, configure: null, "--Bus:MaxCommandsInFlight=3", "--Bus:MaxEventsInFlight=5");
        var connector = await network.NextConnectionAsync();

        for (var i = 0; i < 500; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"!echo {i}")); // the network holds 256, the host's memory a handful
        }

        await full.Task.WaitAsync(TestTimeout.Token);
        mayLeave.SetResult();
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal($"{i}", (await network.NextSentAsync()).Text);
        }

        Assert.Equal(3, most);
    }
}
