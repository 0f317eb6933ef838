using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class StopTests
{
    private const int Count = 50;

    [Fact]
    public async Task A_host_that_stops_finishes_what_it_has_begun_and_closes_the_connection_last()
    {
        var network = new FakeNetwork();
        var begun = new TaskCompletionSource();
        var mayLeave = new TaskCompletionSource();
        network.OnSend = (_, token) =>
        {
            begun.TrySetResult();
            return mayLeave.Task.WaitAsync(token);
        };
        await using var host = await TestHost.StartAsync(network);
        var connector = await network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!echo 1"));
        await connector.ReceiveAsync(Sample.Message("!echo 2"));
        await begun.Task.WaitAsync(TestTimeout.Token);

        var stopping = host.StopAsync();
        Assert.False(connector.IsDisposed);
        mayLeave.SetResult();
        await stopping;

        Assert.True(connector.IsDisposed);
        Assert.Equal(connector.Acknowledged, network.TakeSent().Count); // whatever was taken over was carried out
    }

    [Fact]
    public async Task Work_that_does_not_end_is_abandoned_at_the_deadline_and_the_next_start_goes_on_with_it()
    {
        using var directory = new TempDirectory();
        var network = new FakeNetwork();
        var begun = new TaskCompletionSource();
        network.OnSend = (_, token) =>
        {
            begun.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(token);
        };
        await using var host = await TestHost.StartAsync(
            network, settings: ["--Bus:StopTimeout=00:00:00.1", "--Bus:MaxEventsInFlight=2", "--Bus:MaxCommandsInFlight=2", TestHost.StorageIn(directory)]);
        var connector = await network.NextConnectionAsync();
        for (var i = 0; i < Count; i++)
        {
            await connector.ReceiveAsync(Sample.Message($"!echo {i}"));
        }

        await begun.Task.WaitAsync(TestTimeout.Token);
        await host.StopAsync().WaitAsync(TestTimeout.Token);
        Assert.True(connector.IsDisposed);
        await using var next = await TestHost.StartAsync(settings: TestHost.StorageIn(directory));

        for (var i = 0; i < connector.Acknowledged; i++)
        {
            Assert.Equal($"{i}", (await next.Network.NextSentAsync()).Text);
        }
    }

    [Fact]
    public async Task Stopping_twice_is_harmless()
    {
        await using var host = await TestHost.StartAsync();

        await host.StopAsync();
        await host.StopAsync();
    }
}
