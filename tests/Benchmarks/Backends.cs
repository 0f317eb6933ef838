using BotPlatform.TestKit.Servers;

namespace BotPlatform.Benchmarks;

/// <summary>A real RabbitMQ and a real PostgreSQL that has a commit on the disk before it says so.</summary>
internal sealed class Backends : IAsyncDisposable
{
    private readonly RabbitMqServer _broker;
    private readonly PostgresServer _database;

    private Backends(RabbitMqServer broker, PostgresServer database) => (_broker, _database) = (broker, database);

    /// <summary>All ways to run a host that are compared, each beginning with nothing.</summary>
    public static readonly string[] Ways = ["embedded", "embedded, PostgreSQL", "production"];

    public static async Task<Backends> StartAsync() =>
        new(await RabbitMqServer.StartAsync(), await PostgresServer.StartAsync(survivesPowerCuts: true));

    /// <summary>A broker's virtual host that nobody has used.</summary>
    public Task<Uri> NewBrokerAsync() => _broker.NewVirtualHostAsync();

    /// <summary>What makes a host run that way.</summary>
    public async Task<string[]> SettingsAsync(string way) => way switch
    {
        "embedded" => [],
        "embedded, PostgreSQL" => await PostgresAsync(),
        "production" => [.. await PostgresAsync(), "--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={await NewBrokerAsync()}"],
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<string[]> PostgresAsync() =>
        ["--Storage:Provider=Postgres", $"--Storage:ConnectionString={await _database.NewDatabaseAsync()}"];
}
