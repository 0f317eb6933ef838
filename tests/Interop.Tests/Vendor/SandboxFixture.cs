using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>A sandbox on free ports, for the tests of one class. It has the custom objects <c>Notes</c>, with fields of several kinds.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private SandboxServer? _sandbox;

    /// <summary>The running sandbox.</summary>
    public SandboxServer Sandbox => _sandbox!;

    /// <summary>Where it listens.</summary>
    public ServerUnderTest Server => ServerUnderTest.From(Sandbox);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var options = new SandboxOptions { HttpPort = 0, XmppPort = 0 };
        options.CustomClasses["Notes"] = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "string",
            ["level"] = "integer",
            ["done"] = "boolean",
            ["tags"] = "string[]",
        };
        _sandbox = await SandboxServer.StartAsync(options, cancellationToken: TestTimeout.Token);
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
