using BotPlatform.Connectors;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>A sandbox of its own, and two accounts at it that need no chat connection for what they do.</summary>
internal sealed class TwoAccounts : IAsyncDisposable
{
    private TwoAccounts(SandboxedNetwork network) =>
        (Network, Bot, Alice) = (network, network.Create(SandboxedNetwork.Account("bot")), network.Create(SandboxedNetwork.Account("alice")));

    public SandboxedNetwork Network { get; }

    /// <summary>User 100.</summary>
    public IChatConnector Bot { get; }

    /// <summary>User 101.</summary>
    public IChatConnector Alice { get; }

    public static async Task<TwoAccounts> StartAsync() =>
        new(await SandboxedNetwork.StartAsync(overTcp: false, ("Rest:MaxCallsPerSecond", "0")));

    public ValueTask DisposeAsync() => Network.DisposeAsync();
}
