using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests;

internal static class TestSandbox
{
    public static Task<SandboxServer> StartAsync(Action<SandboxOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new SandboxOptions { HttpPort = 0, XmppPort = 0 };
        configure?.Invoke(options);
        return SandboxServer.StartAsync(options, loggerFactory: null, time ?? TimeProvider.System, TestTimeout.Token);
    }
}
