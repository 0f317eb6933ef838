using System.Globalization;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>More is to be sent than the settings allow.</summary>
public sealed class FloodTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_dialog_over_its_limit_waits_in_order_and_holds_up_no_other()
    {
        const int Messages = 200;
        await using var host = await StartAsync("--Sending:DialogRate=1", "--Sending:DialogBurst=3", "--Bus:MaxCommandsInFlight=60");
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message($"!many {Messages}"));
        var first = await TakeAsync(host, 3);
        await connector.ReceiveAsync(Sample.GroupMessage("!many 2"));
        var others = await TakeAsync(host, 2); // although more waits than fits in memory

        Assert.Equal(["0", "1", "2"], first.Select(sent => sent.Text));
        Assert.All(others, sent => Assert.Equal(Sample.Group, sent.Dialog));
        Assert.Empty(host.Network.TakeSent());
        var rest = TakeAsync(host, Messages - 3);
        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), rest);
        Assert.Equal(
            Enumerable.Range(3, Messages - 3).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            (await rest).Select(sent => sent.Text));
    }

    [Fact]
    public async Task An_account_over_its_limit_serves_its_dialogs_in_turn()
    {
        await using var host = await StartAsync("--Sending:AccountRate=10", "--Sending:AccountBurst=1");
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!many 20"));
        Assert.Equal("0", (await host.Network.NextSentAsync()).Text);
        await connector.ReceiveAsync(Sample.GroupMessage("!many 20"));
        var store = host.Services.GetRequiredService<IQueueStore>();
        await Until.TrueAsync(async () => (await store.CountAsync(TestTimeout.Token)).Values.Sum() >= 39);
        var rest = TakeAsync(host, 39);
        await _clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), rest);

        var sent = await rest;
        Assert.All(sent.GroupBy(one => one.Dialog), dialog => Assert.Equal(
            dialog.Select(one => one.Text), dialog.Select(one => one.Text).OrderBy(text => int.Parse(text, CultureInfo.InvariantCulture))));
        Assert.Contains(Sample.Group, sent.Take(15).Select(one => one.Dialog)); // and not behind all of the first dialog
    }

    [Fact]
    public async Task A_host_that_stops_leaves_what_waits_to_the_next()
    {
        using var directory = new TempDirectory();
        await using (var host = await StartAsync(
            TestHost.StorageIn(directory), "--Sending:DialogRate=1", "--Sending:DialogBurst=1", "--Bus:StopTimeout=00:00:00"))
        {
            await (await host.Network.NextConnectionAsync()).ReceiveAsync(Sample.Message("!many 100"));
            Assert.Equal("0", (await host.Network.NextSentAsync()).Text);
        }

        await using var next = await StartAsync(TestHost.StorageIn(directory));
        await next.Network.NextConnectionAsync();

        Assert.Equal(
            Enumerable.Range(1, 99).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            (await TakeAsync(next, 99)).Select(sent => sent.Text));
    }

    [Fact]
    public async Task A_network_that_says_not_so_fast_gets_it_again_and_in_order()
    {
        var refusals = 2;
        var network = new FakeNetwork
        {
            OnSend = (command, _) => command.Text == "1" && Interlocked.Decrement(ref refusals) >= 0
                ? throw new ConnectorRefusedException("Not so fast.", "resource-constraint")
                : Task.CompletedTask,
        };
        await using var host = await TestHost.StartAsync(network, AddBot, "--Bus:RetryDelay=00:00:00.001");

        await (await network.NextConnectionAsync()).ReceiveAsync(Sample.Message("!many 2"));

        Assert.Equal(["0", "1"], (await TakeAsync(host, 2)).Select(sent => sent.Text));
    }

    [Fact]
    public async Task What_is_refused_as_too_fast_to_the_end_is_refused()
    {
        var failed = new TaskCompletionSource<CommandFailed>();
        var network = new FakeNetwork { OnSend = (_, _) => throw new ConnectorRefusedException("Not so fast.", "resource-constraint") };
        await using var host = await TestHost.StartAsync(
            network,
            services =>
            {
                AddBot(services);
                services.AddBot("judge", bot => bot.On<CommandFailed>((one, _, _) =>
                {
                    failed.TrySetResult(one);
                    return Task.CompletedTask;
                }));
            },
            "--Bus:RetryDelay=00:00:00.001");

        await (await network.NextConnectionAsync()).ReceiveAsync(Sample.Message("!many 1"));

        Assert.Equal("resource-constraint", (await failed.Task.WaitAsync(TestTimeout.Token)).Reason);
    }

    [Fact]
    public void A_bucket_gives_its_burst_and_then_one_in_each_interval()
    {
        var bucket = new TokenBucket(perSecond: 2, burst: 3);
        var waits = Enumerable.Range(0, 5).Select(_ => bucket.Take(TimeSpan.FromSeconds(100)).TotalSeconds).ToList();

        Assert.Equal([0, 0, 0, 0.5, 1], waits);
        Assert.False(bucket.HasToken(TimeSpan.FromSeconds(101)));
        Assert.True(bucket.HasToken(TimeSpan.FromSeconds(101.5)));
        Assert.False(bucket.IsFull(TimeSpan.FromSeconds(102.4)));
        Assert.True(bucket.IsFull(TimeSpan.FromSeconds(102.5)));
    }

    [Fact]
    public void A_bucket_without_a_rate_holds_nothing_back()
    {
        var bucket = new TokenBucket(perSecond: 0, burst: 1);

        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(TimeSpan.Zero, bucket.Take(TimeSpan.Zero)));
    }

    private static async Task<IReadOnlyList<SendMessage>> TakeAsync(TestHost host, int count)
    {
        var sent = new List<SendMessage>();
        while (sent.Count < count)
        {
            sent.Add(await host.Network.NextSentAsync());
        }

        return sent;
    }

    private static void AddBot(IServiceCollection services) => services.AddBot("many", bot =>
        bot.OnCommand("many", "Writes so often.", async (int count, MessageReceived message, IBotContext context, CancellationToken ct) =>
        {
            for (var i = 0; i < count; i++)
            {
                await context.ReplyAsync(message, $"{i}", ct);
            }
        }));

    private Task<TestHost> StartAsync(params string[] settings) => TestHost.StartAsync(
        configure: services =>
        {
            AddBot(services);
            services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(_clock);
        },
        settings: settings);
}
