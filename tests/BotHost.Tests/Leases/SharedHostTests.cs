using System.Text.Json;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>Complete hosts that share a database.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class SharedHostTests(Databases databases)
{
    private static readonly AccountRef Other = new("sample", "105");

    [Fact]
    public async Task Each_host_connects_its_share_and_says_who_has_the_rest()
    {
        var database = await (await databases.Postgres).NewDatabaseAsync();
        await using var first = await StartAsync(database);
        await first.Network.NextConnectionAsync();
        await first.Network.NextConnectionAsync();

        await using var second = await StartAsync(database);
        var moved = (await second.Network.NextConnectionAsync()).Account;
        var kept = moved == Other ? Sample.Account : Other;
        await second.Accounts[moved].Settled.WaitAsync(TestTimeout.Token);

        Assert.False(first.Accounts[moved].IsHeld);
        Assert.True(first.Accounts[kept].IsHeld);
        Assert.False(second.Accounts[kept].IsHeld);
        using var health = JsonDocument.Parse(await second.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        var accounts = health.RootElement.GetProperty("checks").GetProperty("accounts");
        Assert.Equal("1 of 2 accounts ready, 1 held by other hosts", accounts.GetProperty("description").GetString());
        Assert.Equal(
            first.Services.GetRequiredService<HostIdentity>().Name,
            accounts.GetProperty("accounts").GetProperty($"sample/{kept.Id}").GetProperty("heldBy").GetString());
        var output = new StringWriter();
        await new Welcome(sandbox: null, output).PrintAsync(
            [], second.Accounts, second.Services.GetRequiredKeyedService<ILeases>(LeaseGroups.Accounts), second.Services.GetRequiredService<IBotCatalog>());
        Assert.Contains($"{kept.Id} on sample is held by the host ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{moved.Id} on sample is ready", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_stops_leaves_its_accounts_to_the_other_and_answers_nothing_more_for_them()
    {
        var database = await (await databases.Postgres).NewDatabaseAsync();
        await using var first = await StartAsync(database);
        await using var second = await StartAsync(database);
        await second.Network.NextConnectionAsync();

        await first.StopAsync();
        var connector = await second.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!echo hello") is var message
            ? message with { Origin = message.Origin with { Account = connector.Account } }
            : null!);

        Assert.Equal("hello", (await second.Network.NextSentAsync()).Text);
        Assert.All(first.Accounts.All, account => Assert.False(account.IsHeld));
    }

    [Fact]
    public async Task A_host_whose_database_is_away_drops_its_connections_and_connects_again_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var host = await StartAsync(await server.NewDatabaseAsync(), Sample.Account);
        var connector = await host.Network.NextConnectionAsync();

        await server.StopAsync();
        await connector.Disposed.WaitAsync(TestTimeout.Token);
        Assert.True(connector.IsDropped);
        await server.StartAgainAsync();
        var next = await host.Network.NextConnectionAsync();
        await next.ReceiveAsync(Sample.Message("!echo hello"));

        Assert.NotSame(connector, next);
        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
    }

    private static Task<TestHost> StartAsync(string database, params AccountRef[] accounts) => TestHost.StartAsync(
        new FakeNetwork(accounts is [] ? [Sample.Account, Other] : accounts),
        services => services.Replace(ServiceDescriptor.Singleton(new Deployment(IsShared: true))),
        "--Storage:Provider=Postgres", $"--Storage:ConnectionString={database}",
        "--Leases:TimeToLive=00:00:02", "--Leases:RenewEvery=00:00:00.2", "--Leases:SafetyMargin=00:00:00.5");
}
