using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Sandbox;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>A sandbox and two of its users, who call as often as they like.</summary>
internal sealed class SandboxedUsers : IAsyncDisposable
{
    private SandboxedUsers(SandboxedNetwork network)
    {
        Network = network;
        Bot = network.Rest.For(SandboxedNetwork.Account("bot"));
        Alice = network.Rest.For(SandboxedNetwork.Account("alice"));
    }

    public SandboxedNetwork Network { get; }

    /// <summary>User 100.</summary>
    public RestSession Bot { get; }

    /// <summary>User 101.</summary>
    public RestSession Alice { get; }

    public static async Task<SandboxedUsers> StartAsync(SandboxOptions? sandbox = null) => new(
        await SandboxedNetwork.StartAsync(new NetworkSetup { Sandbox = sandbox ?? new() }, ("Rest:MaxCallsPerSecond", "0")));

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Alice.DisposeAsync();
        await Network.DisposeAsync();
    }
}
