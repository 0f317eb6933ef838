using System.Globalization;
using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Activity;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>Hosts that share a database and a broker.</summary>
[Collection(BrokerCollection.Name)]
public sealed class SharedActivityTests(Brokers brokers, Databases databases)
{
    private const int Users = 100;

    [Fact]
    public async Task Two_hosts_with_the_same_accounts_ask_about_everybody_once_and_tell_everything_once()
    {
        var people = new People(TimeProvider.System);
        var network = new FakeNetwork { OnAsk = (request, token) => people.AnswerAsync(request, token) };
        string[] users = [.. Enumerable.Range(0, Users).Select(i => (1000 + i).ToString(CultureInfo.InvariantCulture))];
        foreach (var user in users)
        {
            people.Goes(user);
        }

        string[] settings =
        [
            .. await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases),
            "--Activity:Turn=00:00:00.1", "--Activity:Rate=0", "--Activity:UseSubscriptions=false", "--Activity:Interval=1.00:00:00",
            "--Activity:Watch:0:InactiveAfter:0=00:00:02",
            .. users.Select((user, index) => $"--Activity:Watch:0:Users:{index}={user}"),
        ];
        await using var first = await StartAsync(network, settings);
        await network.NextConnectionAsync();
        await using var second = await StartAsync(network, settings);

        var said = new List<string>();
        while (said.Count < Users)
        {
            said.Add((await network.NextSentAsync()).Text);
        }

        await first.StopAsync();
        await second.StopAsync();
        Assert.Equal(users, said.Order(StringComparer.Ordinal));
        Assert.Empty(network.TakeSent());
        Assert.All(people.Asked.GroupBy(user => user), asked => Assert.InRange(asked.Count(), 1, 2)); // at first, and when the time is over
    }

    private static Task<TestHost> StartAsync(FakeNetwork network, string[] settings) => TestHost.StartAsync(
        network,
        services => services.AddBot("keeper", bot => bot.On<UserBecameInactive>(
            (gone, context, token) => context.SayAsync(gone.Dialog, gone.User.Id, token))),
        settings);
}
