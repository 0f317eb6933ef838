using BotPlatform.Interop.Tests.Servers;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>Which connector, and on what.</summary>
public enum NetworkKind
{
    /// <summary>StandardXmpp on Prosody.</summary>
    Prosody,

    /// <summary>StandardXmpp on ejabberd.</summary>
    Ejabberd,

    /// <summary>ConnectyCube on the sandbox.</summary>
    Sandbox,

    /// <summary>The network in memory that tests use.</summary>
    InMemory,
}

/// <summary>Opens networks for tests.</summary>
internal static class Networks
{
    /// <summary>The data of a theory that holds for every connector.</summary>
    public static TheoryData<NetworkKind> All { get; } = new(Enum.GetValues<NetworkKind>());

    /// <summary>A network of its own for one test.</summary>
    public static async Task<IComplianceNetwork> OpenAsync(this ChatServers servers, NetworkKind kind) => kind switch
    {
        NetworkKind.Prosody => new StandardXmppNetwork(await servers.GetAsync(ServerKind.Prosody)),
        NetworkKind.Ejabberd => new StandardXmppNetwork(await servers.GetAsync(ServerKind.Ejabberd)),
        NetworkKind.Sandbox => await SandboxNetwork.StartAsync(),
        _ => new InMemoryComplianceNetwork(),
    };
}
