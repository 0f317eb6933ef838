using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>A sandbox on free ports, for the tests of one class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private SandboxServer? _sandbox;

    /// <summary>The running sandbox.</summary>
    public SandboxServer Sandbox => _sandbox!;

    /// <summary>Where it listens.</summary>
    public ServerUnderTest Server => ServerUnderTest.From(Sandbox);

    /// <inheritdoc />
    public async Task InitializeAsync() => _sandbox = await SandboxServer.StartAsync(
        new SandboxOptions { HttpPort = 0, XmppPort = 0 }, cancellationToken: TestTimeout.Token);

    /// <inheritdoc />
    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
