using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Announcements.Delivery;

[Collection(BrokerCollection.Name)]
public sealed class DeliveryTests(Brokers brokers, Databases databases)
{
    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task Everybody_gets_it_once_in_order_and_has_a_row(SetUp setUp)
    {
        await using var scene = await StartAsync(setUp);

        var run = await scene.BeginAsync(DeliveryScene.To(1500));

        var over = await scene.WhenAsync(run, RunState.Completed);
        var rows = await scene.RowsAsync(run);
        var sent = scene.Network.TakeSent();
        Assert.Equal(Enumerable.Range(1, 1501).Select(i => $"{i}").Except([Sample.Account.Id]), rows.Select(row => row.Dialog));
        Assert.All(rows, row => Assert.Equal((RecipientState.Acknowledged, 1), (row.State, row.Attempts)));
        Assert.Equal(rows.Select(row => row.MessageId).Order(), sent.Select(one => $"id of {one.CommandId}").Order());
        Assert.All(sent, one => Assert.Equal((over.DueAt, "This is news."), (one.CreatedAt, one.Text)));
        Assert.True(over.StartedAt is not null && over.FinishedAt is not null);
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task What_is_refused_or_fails_says_why_and_is_tried_again_as_the_same_message(SetUp setUp)
    {
        var network = new FakeNetwork
        {
            OnSend = (command, _) => command.Dialog.Id switch
            {
                "2" => throw new ConnectorRefusedException("The user blocks the account.", "service-unavailable"),
                "3" => throw new ConnectorException("The connection broke."),
                _ => Task.CompletedTask,
            },
        };
        await using var scene = await StartAsync(setUp, network, "--Bus:RetryDelay=00:00:00.001");
        var definition = DeliveryScene.To(4);

        var run = await scene.BeginAsync(definition);

        await scene.WhenAsync(run, RunState.Completed);
        var rows = await scene.RowsAsync(run);
        Assert.Equal(
            [RecipientState.Acknowledged, RecipientState.Refused, RecipientState.Failed, RecipientState.Acknowledged],
            rows.Select(row => row.State));
        Assert.Equal([null, "service-unavailable", "The connection broke.", null], rows.Select(row => row.Reason));

        network.OnSend = null;
        Assert.Equal(2, await scene.Store.RetryAsync(run, DeliveryScene.Audit(definition, "retry"), TestTimeout.Token));
        await scene.WhenAsync(run, RecipientState.Acknowledged, 4);
        await scene.WhenAsync(run, RunState.Completed);
        var again = await scene.RowsAsync(run);
        Assert.Equal([1, 2, 2, 1], again.Select(row => row.Attempts));
        Assert.Equal(rows.Select(row => row.MessageId), again.Select(row => row.MessageId));
        Assert.Equal(["1", "2", "3", "4"], network.TakeSent().Select(one => one.Dialog.Id).Order());
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task No_more_than_the_window_is_on_its_way_and_nothing_leaves_while_it_is_paused(SetUp setUp)
    {
        var gate = new TaskCompletionSource();
        var network = new FakeNetwork { OnSend = (_, _) => gate.Task };
        await using var scene = await StartAsync(setUp, network, "--Announcements:MaxInFlight=10");
        var definition = DeliveryScene.To(50);
        await scene.SetAsync(definition, AnnouncementState.Active);

        var run = await scene.BeginAsync(definition);
        await scene.WhenAsync(run, RecipientState.Sent, 10);
        await scene.SetAsync(definition, AnnouncementState.Paused);
        gate.SetResult();
        await scene.WhenAsync(run, RecipientState.Acknowledged, 10);
        Assert.Equal("paused", (await scene.Progress.FindAsync(run, TestTimeout.Token))!.WaitsFor);
        Assert.Equal(40, (await scene.CountAsync(run))[RecipientState.Pending]);

        await scene.SetAsync(definition, AnnouncementState.Active);
        await scene.WhenAsync(run, RunState.Completed);
        Assert.Equal(50, network.TakeSent().Select(one => one.Dialog.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task What_is_stopped_goes_to_nobody_else(SetUp setUp)
    {
        var gate = new TaskCompletionSource();
        var network = new FakeNetwork { OnSend = (_, _) => gate.Task };
        await using var scene = await StartAsync(setUp, network, "--Announcements:MaxInFlight=10");
        var definition = DeliveryScene.To(50);

        var run = await scene.BeginAsync(definition);
        await scene.WhenAsync(run, RecipientState.Sent, 10);
        Assert.True(await scene.Store.MoveRunAsync(
            run, [RunState.Sending], RunState.Stopped, null, DeliveryScene.Audit(definition, "stop"), TestTimeout.Token));
        gate.SetResult();
        var next = await scene.BeginAsync(DeliveryScene.To(1, "next"));

        await scene.WhenAsync(next, RunState.Completed);
        await scene.WhenAsync(run, RecipientState.Acknowledged, 10);
        Assert.Equal(40, (await scene.CountAsync(run))[RecipientState.Pending]);
        Assert.Equal(11, network.TakeSent().Count);
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task What_expires_fails_for_those_who_did_not_get_it_and_can_be_tried_again(SetUp setUp)
    {
        await using var scene = await StartAsync(setUp);
        var definition = DeliveryScene.To(3) with { ExpiresAfter = TimeSpan.FromHours(1) };

        // As it was when its recipients were looked up, a day ago.
        var run = await scene.BeginAsync(definition, dueAt: TimeProvider.System.GetUtcNow().AddDays(-1));
        Assert.Equal("It expired before its recipients were looked up.", (await scene.WhenAsync(run, RunState.Expired)).Problem);
        Assert.Empty(await scene.RowsAsync(run));
        Assert.Empty(scene.Network.TakeSent());
    }

    [Fact]
    public async Task Those_who_were_not_reached_in_time_fail_and_get_it_when_somebody_has_it_tried_again()
    {
        var gate = new TaskCompletionSource();
        var network = new FakeNetwork { OnSend = (_, _) => gate.Task };
        await using var scene = await StartAsync(SetUp.Embedded, network, "--Announcements:MaxInFlight=2");
        var definition = DeliveryScene.To(4) with { ExpiresAfter = TimeSpan.FromSeconds(1) };

        var run = await scene.BeginAsync(definition, dueAt: TimeProvider.System.GetUtcNow());
        var expired = await scene.WhenAsync(run, RunState.Expired);
        gate.SetResult();

        Assert.Equal("It expired before 2 recipients got it.", expired.Problem);
        await scene.WhenAsync(run, RecipientState.Acknowledged, 2);
        Assert.All(await scene.RowsAsync(run, RecipientState.Failed), row => Assert.Equal("expired", row.Reason));
        Assert.Equal(2, await scene.Store.RetryAsync(run, DeliveryScene.Audit(definition, "retry"), TestTimeout.Token));
        await scene.WhenAsync(run, RunState.Completed);
        Assert.Equal(4, network.TakeSent().Count);
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task An_announcement_to_nobody_says_so(SetUp setUp)
    {
        await using var scene = await StartAsync(setUp);

        var run = await scene.BeginAsync(DeliveryScene.To(0));

        Assert.Equal("There is nobody to send it to.", (await scene.WhenAsync(run, RunState.Failed)).Problem);
    }

    [Theory]
    [MemberData(nameof(DeliveryScene.SetUps), MemberType = typeof(DeliveryScene))]
    public async Task What_is_delivered_and_read_is_in_the_ledger_before_the_network_forgets_it(SetUp setUp)
    {
        await using var scene = await StartAsync(setUp);
        var connector = await scene.Network.NextConnectionAsync();
        var run = await scene.BeginAsync(DeliveryScene.To(3));
        await scene.WhenAsync(run, RunState.Completed);
        var rows = await scene.RowsAsync(run);

        await connector.ReceiveAsync(Delivered(rows[0].MessageId!, "1"));
        await connector.ReceiveAsync(Read(rows[1].MessageId!, "2"));
        await connector.ReceiveAsync(Delivered(rows[1].MessageId!, "2"));
        await connector.ReceiveAsync(Read(rows[2].MessageId!, "somebody else"));
        await connector.ReceiveAsync(Read("another message", "1"));

        await connector.AcknowledgedAsync(5);
        Assert.Equal(
            [RecipientState.Delivered, RecipientState.Read, RecipientState.Acknowledged],
            (await scene.RowsAsync(run)).Select(row => row.State));

        static MessageDelivered Delivered(string id, string user) => new()
        {
            Origin = Sample.Message("").Origin with { EventId = $"delivered-{id}" },
            Dialog = new DialogRef(user),
            MessageId = id,
            User = new UserRef(user),
        };

        static MessageRead Read(string id, string user) => new()
        {
            Origin = Sample.Message("").Origin with { EventId = $"read-{id}" },
            Dialog = new DialogRef(user),
            MessageId = id,
            User = new UserRef(user),
        };
    }

    private Task<DeliveryScene> StartAsync(SetUp setUp, FakeNetwork? network = null, params string[] settings) =>
        DeliveryScene.StartAsync(setUp, brokers, databases, network, configure: null, settings);
}
