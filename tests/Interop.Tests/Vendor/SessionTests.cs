using System.Text.Json.Nodes;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Row M03: the kinds of session that the vendor's client can make, and the chat that it enters with their tokens.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private SandboxServer? _sandbox;

    private SandboxServer Sandbox => _sandbox!;

    public async Task InitializeAsync() => _sandbox = await SandboxServer.StartAsync(
        new SandboxOptions
        {
            HttpPort = 0,
            XmppPort = 0,
            IdentityTokens = new Dictionary<string, string>(StringComparer.Ordinal) { ["eyJ.dave"] = "dave" },
        },
        cancellationToken: TestTimeout.Token);

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M03_who_signs_in_with_a_token_of_the_own_identity_provider_chats(VendorTransport transport)
    {
        var credentials = new JsonObject { ["login"] = "eyJ.dave", ["password"] = "any" };
        await using var dave = await ConnectAsync(transport, credentials);
        await using var alice = await VendorClient.ConnectAsync(ServerUnderTest.From(Sandbox), transport, VendorUser.Alice);

        await dave.SayAsync(101, "it is me");

        Assert.Equal(104, (await alice.NextMessageAsync()).Sender);
    }

    [Fact]
    public async Task M03_a_guest_chats_and_goes_with_the_session()
    {
        await using var guest = await ConnectAsync(
            VendorTransport.WebSocket, new JsonObject { ["guest"] = "1", ["full_name"] = "Gina" });
        await using var alice = await VendorClient.ConnectAsync(
            ServerUnderTest.From(Sandbox), VendorTransport.WebSocket, VendorUser.Alice);

        await guest.SayAsync(101, "hello");
        var (id, _) = await alice.NextMessageAsync();
        var user = (await alice.CallAsync("users.getV2", new JsonObject { ["id"] = id }))!["items"]![0]!;
        await guest.CallAsync("destroySession");
        var afterwards = await alice.CallAsync("users.getV2", new JsonObject { ["id"] = id });

        Assert.Equal(("Gina", true), ((string)user["full_name"]!, (bool)user["is_guest"]!));
        Assert.Empty(afterwards!["items"]!.AsArray());
    }

    [Fact]
    public async Task M03_a_session_of_the_application_is_logged_in_and_out_and_a_social_one_is_refused()
    {
        await using var client = await VendorClient.StartAsync(ServerUnderTest.From(Sandbox), VendorTransport.WebSocket);

        var session = await client.CallAsync("createSession");
        var user = await client.CallAsync("login", new JsonObject { ["login"] = "alice", ["password"] = "alice-password" });
        var asUser = await client.CallAsync("getSession");
        await client.CallAsync("logout");
        var asNobody = await client.CallAsync("getSession");
        var social = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync("createSession", new JsonObject
        {
            ["provider"] = "facebook",
            ["keys"] = new JsonObject { ["token"] = "x" },
        }));

        Assert.Null(session!["user_id"]);
        Assert.Equal((101, 101), ((int)user!["id"]!, (int)asUser!["user_id"]!));
        Assert.Null(asNobody!["user_id"]);
        Assert.Equal(422, (int)social.Reason!["code"]!);
    }

    [Fact]
    public async Task Too_many_requests_are_refused_and_later_ones_are_not()
    {
        await using var client = await VendorClient.StartAsync(ServerUnderTest.From(Sandbox), VendorTransport.WebSocket);
        await client.CallAsync("createSession");

        using var limit = Sandbox.Chaos.RefuseRequests(count: 1);
        var refused = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync("getSession"));

        Assert.Equal(429, (int)refused.Reason!["code"]!);
        Assert.NotNull(await client.CallAsync("getSession"));
    }

    /// <summary>Makes a session, and enters the chat with its token.</summary>
    private async Task<VendorClient> ConnectAsync(VendorTransport transport, JsonObject credentials)
    {
        var client = await VendorClient.StartAsync(ServerUnderTest.From(Sandbox), transport);
        var session = (await client.CallAsync("createSession", credentials))!;
        await client.CallAsync(
            "chat.connect", new JsonObject { ["userId"] = (int)session["user_id"]!, ["password"] = (string)session["token"]! });
        return client;
    }
}
