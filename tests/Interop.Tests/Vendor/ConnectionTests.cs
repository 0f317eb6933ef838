using System.Text.Json.Nodes;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M01, M03, M04 and M75: the vendor's client comes and goes at the sandbox.</summary>
public sealed class ConnectionTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    public static TheoryData<VendorTransport> Transports { get; } = new(Enum.GetValues<VendorTransport>());

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M01_M02_a_user_connects_with_id_and_password(VendorTransport transport)
    {
        await using var client = await VendorClient.StartAsync(fixture.Server, transport);

        var connected = await client.CallAsync("chat.connect", Credentials(VendorUser.Alice));

        Assert.True((bool)connected!);
        Assert.True((bool)(await client.CallAsync("chat.isConnected"))!);
        Assert.Equal(101, (int)(await client.CallAsync("chat.currentUserId"))!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M01_M03_the_token_of_a_session_is_a_password_too(VendorTransport transport)
    {
        await using var client = await VendorClient.StartAsync(fixture.Server, transport);
        var session = await client.CallAsync(
            "createSession", new JsonObject { ["login"] = "bob", ["password"] = VendorUser.Bob.Password });

        var connected = await client.CallAsync(
            "chat.connect", new JsonObject { ["userId"] = 102, ["password"] = (string)session!["token"]! });

        Assert.True((bool)connected!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M01_a_wrong_password_is_refused(VendorTransport transport)
    {
        await using var client = await VendorClient.StartAsync(fixture.Server, transport);
        var wrong = new JsonObject { ["userId"] = 101, ["password"] = "bob-password" };

        var error = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync("chat.connect", wrong));

        Assert.Equal("not-authorized", (string)error.Reason!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M04_a_disconnect_is_confirmed_and_reported_and_a_new_connection_works(VendorTransport transport)
    {
        await using var client = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);

        Assert.True((bool)(await client.CallAsync("chat.disconnect"))!);
        await client.NextAsync("disconnected");
        Assert.False((bool)(await client.CallAsync("chat.isConnected"))!);

        Assert.True((bool)(await client.CallAsync("chat.connect", Credentials(VendorUser.Alice)))!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M04_a_server_that_stops_is_reported(VendorTransport transport)
    {
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { HttpPort = 0, XmppPort = 0 }, cancellationToken: TestTimeout.Token);
        await using var client = await VendorClient.ConnectAsync(ServerUnderTest.From(sandbox), transport, VendorUser.Alice);

        await sandbox.DisposeAsync();

        await client.NextAsync("disconnected");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M75_a_ping_is_answered_within_its_time_limit(VendorTransport transport)
    {
        await using var client = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);

        await client.CallAsync("chat.pingWithTimeout", 30_000);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M75_a_ping_that_nobody_answers_ends_with_its_time_limit(VendorTransport transport)
    {
        // A server that stands still: its process is stopped, so that the socket stays open and nothing answers.
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var client = await VendorClient.ConnectAsync(
            new ServerUnderTest(sandbox.Api, sandbox.WebSocket, sandbox.Tcp), transport, VendorUser.Alice);

        await sandbox.Process.SignalAsync("STOP");
        var error = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync("chat.pingWithTimeout", 300));
        await sandbox.Process.SignalAsync("CONT");

        Assert.NotNull(error.Reason);
    }

    private static JsonObject Credentials(VendorUser user) => new() { ["userId"] = user.Id, ["password"] = user.Password };
}
