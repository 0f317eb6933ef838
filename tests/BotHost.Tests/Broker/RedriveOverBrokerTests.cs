using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.Tests.Admin;
using BotPlatform.BotHost.Tests.Storage;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>What is parked and redriven where a broker keeps the events.</summary>
[Collection(BrokerCollection.Name)]
public sealed class RedriveOverBrokerTests(Brokers brokers, Databases databases)
{
    [Fact]
    public async Task What_fails_again_keeps_its_number_and_its_attempts_and_is_answered_when_the_bot_is_mended()
    {
        await using var host = await StartAsync();
        var numbers = await host.ParkAsync("101", "bad 1", "bad 2");
        var before = await host.GetAsync<ParkedDetails>($"/admin/parked/{numbers[0]}");

        await host.RedriveAsync($"/admin/parked/{numbers[0]}/redrive");
        var page = new ParkedPage { Items = [] };
        await Until.TrueAsync(async () => // from one queue into the other: no order tells when
        {
            page = await host.GetAsync<ParkedPage>("/admin/parked");
            return page.Items.Count == 2;
        });

        Assert.Equal(numbers, page.Items.Select(item => item.Number));
        Assert.Equal((2, 4), (before.Attempts, page.Items[0].Attempts));
        Assert.Equal(before.FirstParkedAt, page.Items[0].FirstParkedAt);
        host.Mend();
        var redriven = await host.RedriveAsync("/admin/parked/redrive", new { dialog = "101" });
        Assert.Equal(numbers, redriven.Numbers);
        Assert.Equal(["bad 1", "bad 2"], [(await host.NextAsync()).Text, (await host.NextAsync()).Text]);
        Assert.Empty(await host.NumbersAsync("101"));
    }

    [Fact]
    public async Task A_dialog_is_redriven_in_its_order_and_once_by_two_people_at_the_same_time()
    {
        const int Items = 150;
        await using var host = await StartAsync();
        var numbers = await host.ParkAsync("101", [.. Enumerable.Range(0, Items).Select(i => $"bad {i}")]);
        host.Mend();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.WhenAll(
            numbers.Take(20).Select(number => host.AskAsync(HttpMethod.Post, $"/admin/parked/{number}/redrive")))));
        await host.RedriveAsync("/admin/parked/redrive", new { dialog = "101" });

        Assert.Equal(20, answers.SelectMany(one => one).Count(one => one.Status == 200));
        var first = new HashSet<string>();
        while (first.Count < 20)
        {
            Assert.True(first.Add((await host.NextAsync()).Text)); // in the order of the requests, whatever that was
        }

        for (var i = 20; i < Items; i++)
        {
            Assert.Equal($"bad {i}", (await host.NextAsync()).Text);
        }

        await host.SettleAsync("101");
        Assert.Empty(await host.NumbersAsync("101"));
    }

    private async Task<ParkingHost> StartAsync() => await ParkingHost.StartAsync(
    [
        .. Brokers.Settings(await brokers.NewAsync()), "--Storage:Provider=Postgres",
        $"--Storage:ConnectionString={await (await databases.Postgres).NewDatabaseAsync()}",
    ]);
}
