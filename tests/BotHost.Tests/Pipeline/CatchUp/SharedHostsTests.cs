using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Pipeline.CatchUp;

/// <summary>What an account misses while it changes from one host to another.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class SharedHostsTests(Databases databases)
{
    [Fact]
    public async Task The_host_that_takes_an_account_over_reads_on_where_the_other_one_stopped()
    {
        var database = await (await databases.Postgres).NewDatabaseAsync();
        var (script, history) = (Script.Listening(), new FakeHistory());
        await using var first = await StartAsync(database, new FakeHistory(), _ => { });
        var connector = await first.Network.NextConnectionAsync();
        await using var second = await StartAsync(database, history, script.AddTo);
        var last = Sample.Message("!echo last").Now();
        await connector.ReceiveAsync(last);
        await first.Network.NextSentAsync();
        history.Events = [last, Sample.Message("missed").Now()];

        await first.StopAsync();

        Assert.Equal("missed", (await script.NextAsync<MessageReceived>()).Text);
        Assert.Equal(last.Origin.OccurredAt.ToUnixTimeMilliseconds(), (await history.NextAskedAsync()).ToUnixTimeMilliseconds());
    }

    private static Task<TestHost> StartAsync(string database, FakeHistory history, Action<IServiceCollection> addBot) => TestHost.StartAsync(
        new FakeNetwork { History = history },
        services =>
        {
            addBot(services);
            services.Replace(ServiceDescriptor.Singleton(new Deployment(IsShared: true)));
        },
        "--Storage:Provider=Postgres", $"--Storage:ConnectionString={database}", "--CatchUp:Overlap=00:00:00",
        "--Leases:TimeToLive=00:00:02", "--Leases:RenewEvery=00:00:00.2", "--Leases:SafetyMargin=00:00:00.5");
}
