using System.Text.Json.Nodes;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Row M41: the vendor's client hears what the server has, and what it does not have (XEP-0198).</summary>
public sealed class SentStatusTests : IAsyncLifetime
{
    private SandboxServer? _sandbox;

    public static TheoryData<VendorTransport> Transports { get; } = new(Enum.GetValues<VendorTransport>());

    private SandboxServer Sandbox => _sandbox!;

    public async Task InitializeAsync() => _sandbox = await SandboxServer.StartAsync(
        new SandboxOptions { HttpPort = 0, XmppPort = 0 }, cancellationToken: TestTimeout.Token);

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M41_messages_are_sent_in_their_order_when_the_server_has_them(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(transport);

        foreach (var text in new[] { "one", "two", "three" })
        {
            await alice.CallAsync("chat.send", 102, new JsonObject { ["type"] = "chat", ["body"] = text });
        }

        foreach (var text in new[] { "one", "two", "three" })
        {
            var sent = await alice.NextAsync("sent");
            Assert.Null(sent[0]);
            Assert.Equal(text, (string)sent[1]!["body"]!);
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M41_a_message_that_the_server_never_took_is_reported_lost(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(transport);
        await alice.CallAsync("chat.send", 102, new JsonObject { ["type"] = "chat", ["body"] = "taken" });
        await alice.NextAsync("sent");

        using (Sandbox.Chaos.StandStill())
        {
            await alice.CallAsync("chat.send", 102, new JsonObject { ["type"] = "chat", ["body"] = "lost" });

            // The client notes what it has sent only when its socket took it.
            await Assert.ThrowsAsync<VendorException>(() => alice.CallAsync("chat.pingWithTimeout", 300));
            await alice.CallAsync("chat.disconnect");
            var lost = await alice.NextAsync("sent");

            Assert.Equal("lost", (string)lost[0]!["body"]!);
            Assert.Null(lost[1]);
        }
    }

    private async Task<VendorClient> ConnectAsync(VendorTransport transport)
    {
        var client = await VendorClient.ConnectAsync(
            ServerUnderTest.From(Sandbox), transport, VendorUser.Alice, acknowledgements: true);

        // The client is connected before stream management is, and does not watch over what it sends between the two.
        await client.CallAsync("chat.pingWithTimeout", 30_000);
        return client;
    }
}
