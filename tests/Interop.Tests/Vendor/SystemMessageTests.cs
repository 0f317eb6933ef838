using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M61 and M65: silent messages and system messages, between the vendor's clients.</summary>
public sealed class SystemMessageTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M65_a_system_message_arrives_and_is_in_no_history(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);

        var id = await alice.CallAsync("chat.sendSystemMessage", 102, System("invited"));
        var message = (await bob.NextAsync("system"))[0]!;

        Assert.Equal((string)id!, (string)message["id"]!);
        Assert.Equal(101, (int)message["userId"]!);
        Assert.Equal("psst", (string)message["body"]!);
        Assert.Equal("invited", (string)message["extension"]!["event"]!);
        var dialogs = await bob.CallAsync("chat.dialog.list", new JsonObject { ["type"] = 3 });
        Assert.Empty(dialogs!["items"]!.AsArray());
    }

    [Fact]
    public async Task M65_over_chat_and_over_REST_it_waits_for_who_is_away()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("chat.sendSystemMessage", 102, System("first"));
        await alice.CallAsync("chat.ping");
        var sent = await alice.CallAsync(
            "chat.message.createSystem", new JsonObject { ["recipientId"] = 102, ["event"] = "second" });

        await using var bob = await ConnectAsync(VendorUser.Bob);
        var first = (await bob.NextAsync("system"))[0]!;
        var second = (await bob.NextAsync("system"))[0]!;

        Assert.Equal("first", (string)first["extension"]!["event"]!);
        Assert.Equal("second", (string)second["extension"]!["event"]!);
        Assert.Equal((string)sent!["messageId"]!, (string)second["id"]!);
        Assert.Equal(101, (int)second["userId"]!);
        Assert.Equal(102, (int)sent["recipientId"]!);
        Assert.Equal("second", (string)sent["extensionParams"]!["event"]!);
    }

    [Fact]
    public async Task M65_a_room_takes_no_system_message()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        var dialog = await alice.CreateGroupAsync(102);

        await alice.CallAsync("chat.sendSystemMessage", dialog, System("x"));

        Assert.Equal(501, await alice.NextErrorAsync());
    }

    [Fact]
    public async Task M61_a_silent_message_is_delivered_without_an_alert()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        var dialog = await alice.CreateGroupAsync(102, 103);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await bob.CallAsync("chat.ping");   // by now the server knows that Bob is there

        await alice.SayAsync(dialog, "quiet", new JsonObject { ["silent"] = 1 });
        var loud = await alice.SayAsync(dialog, "loud");
        await bob.NextMessageAsync();
        await bob.NextMessageAsync();

        using var http = new HttpClient { BaseAddress = _fixture.Sandbox.HttpUri };
        var alert = Assert.Single(await AlertsAsync(http, 103))!;
        Assert.Equal((loud, dialog), ((string)alert["message_id"]!, (string)alert["dialog_id"]!));
        Assert.Empty(await AlertsAsync(http, 102));
        await using var carol = await ConnectAsync(VendorUser.Carol);
        Assert.Equal("quiet", (string)(await carol.NextMessageAsync()).Message["body"]!);
    }

    private static JsonObject System(string text) =>
        new() { ["body"] = "psst", ["extension"] = new JsonObject { ["event"] = text } };

    private static async Task<JsonArray> AlertsAsync(HttpClient http, int userId) =>
        JsonNode.Parse(await http.GetStringAsync($"/sandbox/alerts?user_id={userId}", TestTimeout.Token))!["items"]!.AsArray();

    private Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(_fixture.Server, transport, user);
}
