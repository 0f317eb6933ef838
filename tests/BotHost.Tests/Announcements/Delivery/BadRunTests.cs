using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Announcements.Delivery;

/// <summary>Runs that were kept and cannot be sent.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BadRunTests(Brokers brokers, Databases databases)
{
    [Fact]
    public async Task A_run_that_cannot_be_sent_says_why_and_others_go_on()
    {
        await using var scene = await DeliveryScene.StartAsync(SetUp.Embedded, brokers, databases);
        var quiet = new QuietHours { From = new TimeOnly(1, 0), To = new TimeOnly(2, 0), TimeZone = "Mars/Olympus" };

        var bad = await scene.BeginAsync(DeliveryScene.To(3, "bad") with { QuietHours = quiet });
        await Until.TrueAsync(async () => (await scene.Progress.FindAsync(bad, TestTimeout.Token))!.WaitsFor?.Contains(
            "It cannot be sent by this host: TimeZone is 'Mars/Olympus'", StringComparison.Ordinal) == true);
        var good = await scene.BeginAsync(DeliveryScene.To(3));
        await scene.WhenAsync(good, RunState.Completed);

        Assert.Equal(3, scene.Network.TakeSent().Count);
        Assert.Equal(RunState.Sending, (await scene.Store.FindRunAsync(bad, TestTimeout.Token))!.State);
    }

    [Fact]
    public async Task A_rate_of_next_to_nothing_does_not_stop_the_account()
    {
        await using var scene = await DeliveryScene.StartAsync(SetUp.Embedded, brokers, databases);

        var slow = await scene.BeginAsync(DeliveryScene.To(2, "slow") with { Rate = 1e-13 });
        await scene.WhenAsync(slow, RecipientState.Acknowledged, 1);
        await scene.WhenAsync(await scene.BeginAsync(DeliveryScene.To(3)), RunState.Completed);

        Assert.Equal(4, scene.Network.TakeSent().Count);
    }
}
