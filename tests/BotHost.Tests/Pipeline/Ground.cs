using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Storage;

namespace BotPlatform.BotHost.Tests.Pipeline;

public enum GroundKind
{
    Sqlite,
    Postgres,
    Broker,
}

/// <summary>What a complete host can stand on.</summary>
public static class Ground
{
    public static TheoryData<GroundKind> All => [GroundKind.Sqlite, GroundKind.Postgres, GroundKind.Broker];

    /// <summary>The settings of a host that has its ground for itself.</summary>
    public static async Task<string[]> SettingsAsync(GroundKind ground, Brokers brokers, Databases databases) => ground switch
    {
        GroundKind.Sqlite => [],
        GroundKind.Postgres =>
            ["--Storage:Provider=Postgres", $"--Storage:ConnectionString={await (await databases.Postgres).NewDatabaseAsync()}"],
        _ => await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases),
    };
}
