using System.Text.Json.Nodes;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Row M06: the vendor's client comes back by itself, however the sandbox gets rid of it.</summary>
public sealed class ReconnectionTests : IAsyncLifetime
{
    private SandboxServer? _sandbox;

    public static TheoryData<VendorTransport> Transports { get; } = new(Enum.GetValues<VendorTransport>());

    private SandboxServer Sandbox => _sandbox!;

    public async Task InitializeAsync() => _sandbox = await SandboxServer.StartAsync(
        new SandboxOptions { HttpPort = 0, XmppPort = 0 }, cancellationToken: TestTimeout.Token);

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket, "conflict")]
    [InlineData(VendorTransport.WebSocket, "system-shutdown")]
    [InlineData(VendorTransport.WebSocket, "policy-violation")]
    [InlineData(VendorTransport.Tcp, "conflict")]
    [InlineData(VendorTransport.Tcp, "system-shutdown")]
    public async Task M06_a_client_that_was_kicked_knows_why_and_connects_again(VendorTransport transport, string condition)
    {
        await using var alice = await ConnectAsync(transport, VendorUser.Alice);

        Assert.Equal(1, Sandbox.Chaos.Kick(101, condition));

        Assert.Equal(condition, (string)(await alice.NextAsync("connection-error"))[0]!);
        await alice.NextAsync("disconnected");
        await alice.NextAsync("reconnected");
        await AssertReachableAsync(alice);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M06_a_client_whose_connection_was_cut_connects_again_and_gets_what_it_missed(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(transport, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(ServerUnderTest.From(Sandbox), transport, VendorUser.Bob);

        using (Sandbox.Chaos.RefuseLogins())
        {
            await Sandbox.Chaos.CutAsync(101);
            await alice.NextAsync("disconnected");
            await bob.CallAsync("chat.send", 101, new JsonObject { ["type"] = "chat", ["body"] = "missed" });
            await bob.CallAsync("chat.pingWithTimeout", 30_000);
        }

        await alice.NextAsync("reconnected");
        Assert.Equal("missed", (string)(await alice.NextMessageAsync()).Message["body"]!);
    }

    [Fact]
    public async Task M06_a_client_that_shall_not_reconnect_stays_away()
    {
        await using var alice = await VendorClient.ConnectAsync(
            ServerUnderTest.From(Sandbox), VendorTransport.WebSocket, VendorUser.Alice);

        Sandbox.Chaos.Kick(101, "system-shutdown");

        await alice.NextAsync("disconnected");
        Assert.False((bool)(await alice.CallAsync("chat.isConnected"))!);
        Assert.Empty(Sandbox.Chaos.SessionsOf(101));
    }

    private Task<VendorClient> ConnectAsync(VendorTransport transport, VendorUser user) =>
        VendorClient.ConnectAsync(ServerUnderTest.From(Sandbox), transport, user, reconnects: true);

    private async Task AssertReachableAsync(VendorClient alice)
    {
        await using var bob = await VendorClient.ConnectAsync(
            ServerUnderTest.From(Sandbox), VendorTransport.WebSocket, VendorUser.Bob);
        await bob.CallAsync("chat.send", 101, new JsonObject { ["type"] = "chat", ["body"] = "welcome back" });
        Assert.Equal("welcome back", (string)(await alice.NextMessageAsync()).Message["body"]!);
    }
}
