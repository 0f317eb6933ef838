using BotPlatform.Sandbox;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Where a server that speaks the vendor's protocol listens.</summary>
public sealed record ServerUnderTest(Uri Api, Uri WebSocket, Uri Tcp)
{
    /// <summary>A sandbox in this process.</summary>
    public static ServerUnderTest From(SandboxServer sandbox) => new(sandbox.HttpUri, sandbox.WebSocketUri, sandbox.XmppUri);
}
