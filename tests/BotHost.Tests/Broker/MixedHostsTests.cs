using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>A host that is alone on its database, and hosts that share one.</summary>
[Collection(BrokerCollection.Name)]
public sealed class MixedHostsTests(Brokers brokers, Databases databases) : IAsyncLifetime
{
    private string[] _alone = [];
    private string[] _sharing = [];

    public async Task InitializeAsync()
    {
        _alone = ["--Storage:Provider=Postgres", $"--Storage:ConnectionString={await (await databases.Postgres).NewDatabaseAsync()}"];
        _sharing = [.. _alone, .. Brokers.Settings(await brokers.NewAsync())];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_host_alone_is_refused_on_a_database_that_hosts_share()
    {
        await using var first = await TestHost.StartAsync(settings: _sharing);
        await using var second = await TestHost.StartAsync(settings: _sharing);
        await first.StopAsync();

        var problem = Assert.Single(await Startup.ProblemsAsync(_alone));

        Assert.Contains("is used by hosts that share it", problem, StringComparison.Ordinal);
        Assert.Contains("set Bus:Transport to RabbitMq", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_shares_is_refused_on_a_database_that_another_one_has_alone()
    {
        await using var host = await TestHost.StartAsync(settings: _alone);

        var problem = Assert.Single(await Startup.ProblemsAsync(_sharing));

        Assert.Contains("is used by a host that is alone on it", problem, StringComparison.Ordinal);
        Assert.Contains("set its Bus:Transport to RabbitMq", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_host_alone_is_refused()
    {
        await using var host = await TestHost.StartAsync(settings: _alone);

        Assert.Contains("is used by another host", Assert.Single(await Startup.ProblemsAsync(_alone)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_that_share_may_follow_one_that_was_alone_and_the_other_way_round()
    {
        foreach (var settings in new[] { _alone, _sharing, _alone })
        {
            await using var host = await TestHost.StartAsync(settings: settings);
            var connector = await host.Network.NextConnectionAsync();
            await connector.ReceiveAsync(Sample.Message("!echo hello") is var message
                ? message with { Origin = message.Origin with { EventId = $"{Guid.NewGuid()}" } }
                : null!);

            Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
        }
    }
}
