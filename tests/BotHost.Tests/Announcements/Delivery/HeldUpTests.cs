using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Delivery;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Announcements.Delivery;

/// <summary>What happens to a run when something is in its way.</summary>
[Collection(BrokerCollection.Name)]
public sealed class HeldUpTests(Brokers brokers, Databases databases)
{
    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task A_network_that_wants_less_gets_it_later_and_slower(SetUp setUp)
    {
        var (refused, left) = (0, 30);
        var network = new FakeNetwork
        {
            OnSend = (_, _) => Interlocked.Decrement(ref left) >= 0 || Interlocked.Increment(ref refused) > 600
                ? Task.CompletedTask
                : throw new ConnectorRefusedException("Not so fast.", "resource-constraint"),
        };
        await using var scene = await StartAsync(setUp, network, configure: null, "--Bus:RetryDelay=00:00:00.001");

        var run = await scene.BeginAsync(DeliveryScene.To(300));
        string? slowed = null;
        await Until.TrueAsync(async () =>
            (slowed = (await scene.Progress.FindAsync(run, TestTimeout.Token))!.WaitsFor)?.Contains("slowed", StringComparison.Ordinal) == true);

        await scene.WhenAsync(run, RunState.Completed);
        Assert.Equal(300, (await scene.CountAsync(run))[RecipientState.Acknowledged]);
        Assert.Equal(300, network.TakeSent().Count);
        Assert.StartsWith("slowed down to", slowed, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task A_connection_that_is_cut_leaves_nobody_out_and_sends_nothing_twice(SetUp setUp)
    {
        var cut = new TaskCompletionSource();
        var count = 0;
        var network = new FakeNetwork
        {
            OnSend = (_, _) =>
            {
                if (Interlocked.Increment(ref count) == 300)
                {
                    cut.SetResult();
                }

                return Task.CompletedTask;
            },
        };
        await using var scene = await StartAsync(setUp, network);
        var connector = await network.NextConnectionAsync();

        var run = await scene.BeginAsync(DeliveryScene.To(1000));
        await cut.Task.WaitAsync(TestTimeout.Token);
        connector.Break();
        await Until.TrueAsync(async () => (await scene.Progress.FindAsync(run, TestTimeout.Token))!.WaitsFor == "no connection");
        connector.Return();

        await scene.WhenAsync(run, RunState.Completed);
        Assert.Equal(1000, (await scene.CountAsync(run))[RecipientState.Acknowledged]);
        Assert.Equal(1000, network.TakeSent().Select(one => one.CommandId).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task The_next_host_goes_on_where_one_has_stopped(SetUp setUp)
    {
        var gate = new SemaphoreSlim(100);
        var network = new FakeNetwork { OnSend = (_, token) => gate.WaitAsync(token) };
        await using var scene = await StartAsync(setUp, network, configure: null, "--Bus:StopTimeout=00:00:00.1");

        var run = await scene.BeginAsync(DeliveryScene.To(500));
        await scene.WhenAsync(run, RecipientState.Acknowledged, 100);
        await scene.StopHostAsync();
        gate.Release(10_000);
        await scene.StartHostAsync();

        await scene.WhenAsync(run, RunState.Completed);
        Assert.Equal(500, (await scene.CountAsync(run))[RecipientState.Acknowledged]);
        Assert.All(await scene.RowsAsync(run), row => Assert.Equal(1, row.Attempts));
    }

    [Fact]
    public async Task Of_two_hosts_one_sends_and_the_other_tells_how_it_goes()
    {
        var gate = new SemaphoreSlim(0);
        var network = new FakeNetwork { OnSend = (_, token) => gate.WaitAsync(token) };
        await using var scene = await StartAsync(SetUp.Production, network);
        var other = await scene.StartHostAsync();
        var progress = other.Services.GetRequiredService<RunProgress>();
        var store = other.Services.GetRequiredService<IAnnouncementStore>();
        var definition = DeliveryScene.To(1000);

        var started = await Task.WhenAll(new[] { scene.Store, store }.Select(one => one.StartRunAsync(
            definition, BotSdk.Testing.Sample.Moment, isTest: false, DeliveryScene.Audit(definition, "start"), TestTimeout.Token)));
        var run = started[0].Run.Number;
        gate.Release(500);
        await scene.WhenAsync(run, RecipientState.Acknowledged, 500);
        var report = await progress.FindAsync(run, TestTimeout.Token);
        gate.Release(500);
        await scene.WhenAsync(run, RunState.Completed);

        Assert.Single(started, one => one.IsNew);
        Assert.Equal((1000, RunState.Sending), (report!.Total, report.Run.State));
        Assert.True(report is { Rate: > 0, TimeLeft: not null });
        Assert.Equal(1000, network.TakeSent().Select(one => one.CommandId).Distinct().Count());
    }

    [Fact]
    public async Task Quiet_hours_hold_up_what_is_said_and_not_what_is_tried_out()
    {
        var quiet = new Hush { Until = TimeProvider.System.GetUtcNow().AddHours(1) };
        await using var scene = await StartAsync(
            SetUp.Embedded, network: null, services => services.AddSingleton<IQuietTimes>(quiet));
        var definition = DeliveryScene.To(3) with
        {
            QuietHours = new QuietHours { From = new TimeOnly(22, 0), To = new TimeOnly(8, 0) },
        };

        var run = await scene.BeginAsync(definition);
        var test = await scene.BeginAsync(definition, isTest: true);
        await scene.WhenAsync(test, RunState.Completed);
        await Until.TrueAsync(async () => (await scene.Progress.FindAsync(run, TestTimeout.Token))!.WaitsFor is not null);
        Assert.StartsWith("quiet until", (await scene.Progress.FindAsync(run, TestTimeout.Token))!.WaitsFor, StringComparison.Ordinal);
        Assert.Equal(3, scene.Network.TakeSent().Count);

        quiet.Until = null;
        await scene.BeginAsync(DeliveryScene.To(1, "other")); // the next look
        await scene.WhenAsync(run, RunState.Completed);
    }

    [Fact]
    public async Task Recipients_are_looked_up_from_where_it_failed_until_it_can_never_succeed()
    {
        var audience = new Pages { FailAt = "2" };
        await using var scene = await StartAsync(
            SetUp.Embedded, network: null, services => services.AddSingleton<IAudienceReader>(audience));

        var run = await scene.BeginAsync(DeliveryScene.To(0));
        await scene.WhenAsync(run, RunState.Collecting);
        await Until.TrueAsync(async () => (await scene.Progress.FindAsync(run, TestTimeout.Token))!.WaitsFor?.Contains(
            "cannot be looked up now: The network is away.", StringComparison.Ordinal) == true);
        audience.FailAt = "4";
        await scene.WhenAsync(run, RunState.Failed);

        Assert.Equal([null, "2"], audience.Begun.Distinct());
        Assert.Equal("There is no such tag.", (await scene.Store.FindRunAsync(run, TestTimeout.Token))!.Problem);
        Assert.Empty(scene.Network.TakeSent());
    }

    [Fact]
    public async Task Who_cannot_be_written_to_fails_and_keeps_nobody_waiting()
    {
        await using var scene = await StartAsync(
            SetUp.Embedded, network: null, services => services.AddSingleton<IAnnouncementWriter, PickyWriter>());

        var run = await scene.BeginAsync(DeliveryScene.To(5));

        await scene.WhenAsync(run, RunState.Completed);
        var failed = Assert.Single(await scene.RowsAsync(run, RecipientState.Failed));
        Assert.Equal(("3", "There is no name.", 1), (failed.Dialog, failed.Reason, failed.Attempts));
        Assert.Equal(4, scene.Network.TakeSent().Count);
    }

    [Fact]
    public async Task A_bots_answer_waits_behind_no_more_than_the_window()
    {
        var order = new ConcurrentQueue<string>();
        var gate = new SemaphoreSlim(0);
        var network = new FakeNetwork
        {
            OnSend = async (command, token) =>
            {
                await gate.WaitAsync(token);
                order.Enqueue(command.Text);
            },
        };
        await using var scene = await StartAsync(SetUp.Embedded, network, configure: null, "--Announcements:MaxInFlight=20");
        var connector = await network.NextConnectionAsync();
        var run = await scene.BeginAsync(DeliveryScene.To(1000));
        await scene.WhenAsync(run, RecipientState.Sent, 20);

        await connector.ReceiveAsync(BotSdk.Testing.Sample.Message("!echo hello"));
        await connector.AcknowledgedAsync(1);
        gate.Release(2000);
        await scene.WhenAsync(run, RunState.Completed);

        Assert.Contains("hello", order);
        Assert.InRange(order.ToList().IndexOf("hello"), 0, 200);
    }

    private Task<DeliveryScene> StartAsync(
        SetUp setUp, FakeNetwork? network, Action<IServiceCollection>? configure = null, params string[] settings) =>
        DeliveryScene.StartAsync(setUp, brokers, databases, network, configure, settings);

    private sealed class Hush : IQuietTimes
    {
        public DateTimeOffset? Until { get; set; }

        public DateTimeOffset? EndOf(QuietHours hours, DateTimeOffset now) => Until;
    }

    private sealed class Pages : IAudienceReader
    {
        public required string FailAt { get; set; }

        public List<string?> Begun { get; } = [];

        public async IAsyncEnumerable<AudiencePage> ReadAsync(
            Announcement definition, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Begun.Add(cursor);
            for (var page = cursor is null ? 0 : int.Parse(cursor, null); page < 9; page++)
            {
                await Task.Yield();
                if ($"{page}" == FailAt)
                {
                    throw page < 4 ? new ConnectorException("The network is away.") : new AudienceException("There is no such tag.");
                }

                yield return new AudiencePage([new NewRecipient($"{page}", $"{page}", null)], $"{page + 1}");
            }
        }
    }

    private sealed class PickyWriter : IAnnouncementWriter
    {
        private readonly PlainWriter _plain = new();

        public IReliableCommand Write(StoredRun run, LedgerRow row) =>
            row.Dialog == "3" ? throw new AnnouncementTextException("There is no name.") : _plain.Write(run, row);
    }
}
