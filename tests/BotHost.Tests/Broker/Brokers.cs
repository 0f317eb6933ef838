using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.BotHost.Tests.Broker;

[CollectionDefinition(Name)]
public sealed class BrokerCollection : ICollectionFixture<Brokers>, ICollectionFixture<Databases>
{
    public const string Name = "brokers";
}

/// <summary>A real RabbitMQ, started by the first test that wants it; each test has a virtual host of its own.</summary>
public sealed class Brokers : IAsyncLifetime
{
    private readonly Lazy<Task<RabbitMqServer>> _server = new(() => RabbitMqServer.StartAsync());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    /// <summary>An empty one.</summary>
    public async Task<Uri> NewAsync() => await (await _server.Value).NewVirtualHostAsync();

    /// <summary>What makes a host use a broker.</summary>
    public static string[] Settings(Uri broker) => ["--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={broker}"];

    /// <summary>What makes several hosts share a broker and a new database, and notice each other soon.</summary>
    public static async Task<string[]> SharedSettingsAsync(Uri broker, Databases databases) =>
    [
        .. Settings(broker),
        "--Storage:Provider=Postgres",
        $"--Storage:ConnectionString={await (await databases.Postgres).NewDatabaseAsync()}",
        "--Leases:RenewEvery=00:00:00.2",
    ];
}
